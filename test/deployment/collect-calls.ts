import type { AwsCall } from '../../generator/deploy/aws/observe.ts';

/** A call that a command made, and in which account. */
export interface CollectedCall extends AwsCall {
  readonly account: string;
}

const calls: CollectedCall[] = [];

export function collectCall(account: string, call: AwsCall): void {
  calls.push({ ...call, account });
}

/** Every call of AWS that commands made in this process so far. */
export const collectedCalls = (): readonly CollectedCall[] => calls;
