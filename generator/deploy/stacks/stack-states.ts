import type { StackStatus } from '@aws-sdk/client-cloudformation';

/** What ends an odd state without harm: nothing that holds anything goes. */
export type Mend = 'wait' | 'create-anew' | 'go-on' | 'continue-rollback';

/** A state in which a stack takes no changes. */
export interface OddState {
  /** A sentence without its subject, the stack. */
  readonly says: string;
  /** What a person runs, on the command line of AWS: what stands between `aws cloudformation` and the stack's name. */
  readonly command: string;
  /** What `apply` does by itself once that was confirmed; nothing where only a person can decide. */
  readonly mend?: Mend;
}

const LOOK = 'describe-stack-events';

const working = (says: string): OddState => ({ says, command: LOOK, mend: 'wait' });

/** CloudFormation's guide, "Stack status codes", and what each asks for. Other states are fine. */
const ODD_STATES: Readonly<Partial<Record<StackStatus, OddState>>> = {
  CREATE_IN_PROGRESS: working('is being made by another run'),
  UPDATE_IN_PROGRESS: working('is being changed by another run'),
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: working(
    'was changed, and what was replaced is being deleted',
  ),
  ROLLBACK_IN_PROGRESS: working('could not be made and is being rolled back'),
  UPDATE_ROLLBACK_IN_PROGRESS: working('could not be changed and is being rolled back'),
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: working(
    'was rolled back, and what was new is being deleted',
  ),
  DELETE_IN_PROGRESS: working('is being deleted'),
  IMPORT_IN_PROGRESS: working('is taking up existing resources'),
  IMPORT_ROLLBACK_IN_PROGRESS: working('could not take up existing resources and is rolled back'),
  REVIEW_IN_PROGRESS: {
    says: 'was never made: a change set that would make it was not executed',
    command: 'delete-stack',
    mend: 'go-on',
  },
  ROLLBACK_COMPLETE: {
    says: 'could not be made and was rolled back; such a stack can only be deleted and made anew',
    command: 'delete-stack',
    mend: 'create-anew',
  },
  UPDATE_ROLLBACK_FAILED: {
    says: 'could not be changed, and not be rolled back either',
    command: 'continue-update-rollback',
    mend: 'continue-rollback',
  },
  CREATE_FAILED: {
    says: 'could not be made, and what was made of it is still there; look at its events, then delete it',
    command: 'delete-stack',
  },
  ROLLBACK_FAILED: {
    says: 'could not be made, and what was made of it could not be deleted; mend what its events name, then delete it',
    command: 'delete-stack',
  },
  DELETE_FAILED: {
    says: 'could not be deleted; mend what its events name, then delete it again',
    command: 'delete-stack',
  },
  UPDATE_FAILED: {
    says: 'could not be changed, and somebody asked for no rollback',
    command: 'rollback-stack',
  },
  IMPORT_ROLLBACK_FAILED: {
    says: 'could not take up existing resources, and not be rolled back; mend what its events name',
    command: 'continue-update-rollback',
  },
};

/** What is odd about a state; nothing where the stack can be changed, or is not there. */
export const oddStateOf = (status: string | undefined): OddState | undefined =>
  ODD_STATES[status as StackStatus];

/** Whether CloudFormation is at work on the stack. One in review is not: nobody told it to begin. */
export const isWorking = (status: string | undefined): boolean =>
  /_IN_PROGRESS$/.test(status ?? '') && status !== 'REVIEW_IN_PROGRESS';

/** Whether a stack is as good as not there: none of its resources exist. */
export const isVoid = (status: string | undefined): boolean =>
  status === undefined || status === 'REVIEW_IN_PROGRESS' || status === 'ROLLBACK_COMPLETE';

/** A line that a person can paste. */
export const awsLine = (command: string, stackName: string, region: string): string =>
  `aws cloudformation ${command} --stack-name ${stackName} --region ${region}`;
