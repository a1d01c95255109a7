import type {
  PutScalingPolicyRequest,
  ScalingPolicy,
} from '@aws-sdk/client-application-auto-scaling';
import type { Detail } from '../../diff/entry.ts';
import { valueChanges } from '../../diff/value-changes.ts';
import { isExpress, type LiveService } from './live-service.ts';
import { namedOnly, plainInput } from './plain-input.ts';
import type { WantedService } from './wanted-service.ts';

/**
 * In what scaling differs from the files. Express services scale by themselves, so what AWS has for
 * them is theirs.
 */
export function compareScaling({ scaling, operation }: WantedService, live: LiveService): Detail[] {
  if (operation !== 'CreateService' || isExpress(live)) return [];
  return [...targetChanges(scaling?.target, live), ...allPolicyChanges(scaling?.policies, live)];
}

/** Members that a target is told by where the files have none. */
const LIMITS = { MinCapacity: 0, MaxCapacity: 0 };

/** What differs in the limits between which a service scales. */
export function targetChanges(target: object | undefined, { scaling }: LiveService): Detail[] {
  const before = namedOnly(target ?? LIMITS, scaling?.target);
  return valueChanges({ target: plainInput(before) }, { target: plainInput(target) });
}

function allPolicyChanges(
  wanted: readonly PutScalingPolicyRequest[] = [],
  { scaling }: LiveService,
): Detail[] {
  const told = scaling?.policies ?? [];
  const gone = told.filter(
    ({ PolicyName }) => !wanted.some((one) => one.PolicyName === PolicyName),
  );
  return [
    ...wanted.flatMap((one) =>
      policyChanges(
        one,
        told.find(({ PolicyName }) => PolicyName === one.PolicyName),
      ),
    ),
    ...gone.map(({ PolicyName }) => ({
      path: `policies.[${PolicyName}]`,
      before: PolicyName,
      after: undefined,
    })),
  ];
}

/** What differs in one policy, as far as its file names it. */
export const policyChanges = (
  wanted: PutScalingPolicyRequest,
  told: ScalingPolicy | undefined,
): Detail[] =>
  valueChanges(plainInput(namedOnly(wanted, told)), plainInput(wanted), [
    'policies',
    `[${wanted.PolicyName}]`,
  ]);
