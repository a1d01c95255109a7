import { type Diagnostic, onceEach } from '../../diagnostics.ts';
import { stepsOf } from '../../wiring/read-manifest.ts';
import { type Deployment, tagsOf } from '../deployment.ts';
import { finding } from '../fail.ts';
import { checkAccount, checkStateBucket } from './check-account.ts';
import { checkCertificate } from './check-certificates.ts';
import { checkImage } from './check-images.ts';
import { checkModel } from './check-models.ts';
import { checkNames } from './check-names.ts';
import { checkFargateQuota, checkStackQuotas } from './check-quotas.ts';
import { checkSecret } from './check-secrets.ts';
import { type PlannedStack, readNames } from './read-names.ts';
import { type Needs, readNeeds } from './read-needs.ts';

export type PrerequisitePhase = 'account' | 'stacks' | 'seed' | 'services';

/** What is known already, so that it is not asked for twice. */
export interface PrerequisiteContext {
  /** The tags of each stack that is there, by its name in AWS. Without it, stacks are not looked at. */
  readonly stacks?: ReadonlyMap<string, { readonly tags: Readonly<Record<string, string>> }>;
  /** What the plan does to stacks. Without it, it is not asked whether names are free. */
  readonly steps?: readonly PlannedStack[];
}

type Check = (
  deployment: Deployment,
  needs: Needs,
  context: PrerequisiteContext,
) => Promise<readonly Diagnostic[]> | readonly Diagnostic[];

/** Runs a check of each thing at the same time. */
const each =
  <Item>(items: (needs: Needs) => readonly Item[], check: EachCheck<Item>): Check =>
  async (deployment, needs) => {
    const all = items(needs);
    return (await Promise.all(all.map((item) => check(deployment, item, all)))).flat();
  };

type EachCheck<Item> = (
  deployment: Deployment,
  item: Item,
  all: readonly Item[],
) => Promise<Diagnostic[]>;

/** What must hold before each phase of a deployment. */
export const PREREQUISITES: readonly {
  readonly phase: PrerequisitePhase;
  readonly says: string;
  readonly check: Check;
}[] = [
  {
    phase: 'account',
    says: 'the credentials work and are of the environment’s account',
    check: checkAccount,
  },
  {
    phase: 'account',
    says: 'the bucket of locks and records is there and the account’s own',
    check: checkStateBucket,
  },
  {
    phase: 'stacks',
    says: 'no stack of somebody else’s has the name of one',
    check: checkStackNames,
  },
  {
    phase: 'stacks',
    says: 'the account has room for what new stacks make',
    check: (deployment, _, { stacks }) =>
      stacks ? checkStackQuotas(deployment, new Set(stacks.keys())) : [],
  },
  {
    phase: 'stacks',
    says: 'nothing has the names of what stacks make',
    check: (deployment, _, { steps = [], stacks }) =>
      checkNames(deployment, readNames(deployment.release, steps), stacks?.size === 0),
  },
  {
    phase: 'stacks',
    says: 'certificates are issued, and in the Region',
    check: each(({ certificates }) => certificates, checkCertificate),
  },
  {
    phase: 'services',
    says: 'images are in the registry, for the right processor',
    check: each(({ images }) => images, checkImage),
  },
  {
    phase: 'services',
    says: 'secrets are there',
    check: each(({ secrets }) => secrets, checkSecret),
  },
  {
    phase: 'services',
    says: 'the account may call the models',
    check: each(({ models }) => models, checkModel),
  },
  {
    phase: 'services',
    says: 'all tasks together have room on Fargate',
    check: (deployment, { vcpus }) => checkFargateQuota(deployment, vcpus),
  },
];

/**
 * All that is missing for a phase, asked for at the same time. What can't be seen because the role may
 * not look is told as that.
 *
 * @throws what the SDK throws for anything but a refusal or something missing
 */
export async function checkPrerequisites(
  deployment: Deployment,
  phase: PrerequisitePhase,
  context: PrerequisiteContext = {},
): Promise<Diagnostic[]> {
  const needs = readNeeds(deployment.release);
  const own = PREREQUISITES.filter((one) => one.phase === phase);
  const found = own.map(({ check }) => check(deployment, needs, context));
  return onceEach((await Promise.all(found)).flat());
}

/** To change a stack that others made would break what is theirs. */
function checkStackNames(
  { release }: Deployment,
  _: Needs,
  { stacks = new Map() }: PrerequisiteContext,
): Diagnostic[] {
  const ours = Object.entries(tagsOf(release));
  return stepsOf(release.manifest, 'stacks').flatMap(({ stackName = '' }) => {
    const tags = stacks.get(stackName)?.tags;
    if (!tags || ours.every(([key, value]) => tags[key] === value)) return [];
    return [
      finding(
        'deploy/prerequisite',
        `there is a stack ${stackName} that is not this environment’s: its tags are others`,
        `look at it with \`aws cloudformation describe-stacks --stack-name ${stackName}\`; if it is yours, give it the tags ${ours.map(([key, value]) => `${key}=${value}`).join(' and ')}, else set another \`project\``,
      ),
    ];
  });
}
