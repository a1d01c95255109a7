import { CloudFormationServiceException } from '@aws-sdk/client-cloudformation';
import {
  deleteChangeSet,
  describeChangeSet,
  listChangeSets,
} from '../cloudformation/change-sets.ts';
import { createChangeSet } from '../cloudformation/create-change-set.ts';
import { describeDetection, describeDrifts, detectStackDrift } from '../cloudformation/drift.ts';
import { executeChangeSet } from '../cloudformation/execute-change-set.ts';
import { Refusal } from '../cloudformation/read-input.ts';
import { describeStackResources, listStackResources } from '../cloudformation/stack-resources.ts';
import {
  deleteStack,
  describeStackEvents,
  describeStacks,
  getTemplate,
  updateTerminationProtection,
} from '../cloudformation/stacks.ts';
import type { Patch } from '../patch.ts';
import { xmlError } from '../wire/answer.ts';

type Row = readonly [operation: string, reason: string, answer: Patch['answer']];

const ROWS: readonly Row[] = [
  [
    'CreateChangeSet',
    'skips resource types silently, fails on tagged keys, refuses one without changes instead of failing it, asks for no capability',
    createChangeSet,
  ],
  ['DescribeChangeSet', 'finds it by name in any stack, tells no replacement', describeChangeSet],
  ['DeleteChangeSet', 'finds it by name in any stack, fails when there is none', deleteChangeSet],
  ['ListChangeSets', 'tells those of all stacks', listChangeSets],
  ['ExecuteChangeSet', 'leaves the stack without outputs', executeChangeSet],
  ['DescribeStacks', 'says UPDATE_COMPLETE after the refresh of outputs', describeStacks],
  ['GetTemplate', 'has only the template that it was given in place of the real one', getTemplate],
  ['DescribeStackEvents', 'tells nothing of resources', describeStackEvents],
  ['DescribeStackResources', 'has nameless lines for what it skips', describeStackResources],
  ['ListStackResources', 'has nameless lines for what it skips', listStackResources],
  ['UpdateTerminationProtection', 'answers 500', updateTerminationProtection],
  ['DeleteStack', 'ignores termination protection', deleteStack],
  ['DetectStackDrift', 'answers 500', detectStackDrift],
  ['DescribeStackDriftDetectionStatus', 'answers 500', describeDetection],
  ['DescribeStackResourceDrifts', 'answers 500', describeDrifts],
];

export const CLOUDFORMATION_PATCHES: readonly Patch[] = ROWS.map(([operation, reason, answer]) => ({
  service: 'cloudformation',
  operations: [operation],
  reason,
  answer: async (exchange) => {
    try {
      return await answer(exchange);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      // moto itself refuses: its error is the answer.
      if (error instanceof CloudFormationServiceException && error.$fault === 'client') {
        return xmlError(error.name, error.message);
      }
      throw error;
    }
  },
}));
