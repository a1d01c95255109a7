import { createHash } from 'node:crypto';
import type { JumpingClock } from './jumping-clock.ts';
import { type CloudFormationState, emptyCloudFormation } from './services/cloud-formation/state.ts';
import { type Ec2State, emptyEc2 } from './services/ec2.ts';
import { emptyRegistry, type RegistryState } from './services/ecr.ts';
import { type EcsState, emptyEcs } from './services/ecs/state.ts';
import { emptyLogs, type LogsState } from './services/logs.ts';
import { emptyLookups, type LookupState } from './services/lookups.ts';
import { emptyS3, type S3State } from './services/s3/state.ts';
import { emptyScaling, type ScalingState } from './services/scaling.ts';

/** Everything that an account holds; plain values that tests read and set. */
export interface State {
  readonly cloudFormation: CloudFormationState;
  readonly ecs: EcsState;
  readonly scaling: ScalingState;
  readonly logs: LogsState;
  readonly s3: S3State;
  readonly ec2: Ec2State;
  readonly ecr: RegistryState;
  readonly lookups: LookupState;
}

/** One account in one Region, and its time. */
export interface World {
  readonly account: string;
  readonly region: string;
  readonly clock: JumpingClock;
  readonly state: State;
  readonly now: () => Date;
  /** `arn:aws:<service>:<region>:<account>:<rest>` */
  readonly arn: (service: string, rest: string) => string;
  /** Some hexadecimal digits that nothing else in this world got. */
  readonly unique: (digits: number) => string;
}

export function makeWorld(account: string, region: string, clock: JumpingClock): World {
  let count = 0;
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return {
    account,
    region,
    clock,
    state: {
      cloudFormation: emptyCloudFormation(),
      ecs: emptyEcs(),
      scaling: emptyScaling(),
      logs: emptyLogs(),
      s3: emptyS3(),
      ec2: emptyEc2(),
      ecr: emptyRegistry(),
      lookups: emptyLookups(account),
    },
    now: () => new Date(clock.now()),
    arn: (service, rest) => `arn:${partition}:${service}:${region}:${account}:${rest}`,
    unique: (digits) => createHash('sha256').update(`${count++}`).digest('hex').slice(0, digits),
  };
}
