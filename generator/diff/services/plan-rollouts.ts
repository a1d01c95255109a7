import type { WiredService } from '../../wiring/wired-service.ts';
import type { Entry } from '../entry.ts';
import { matchServices, type Pair } from '../pair.ts';
import type { Rollout } from '../report.ts';
import { isDeployed } from './is-deployed.ts';
import { isGapless, type RollLimits, rollSteps } from './roll.ts';

/** What makes a service start tasks anew. */
const DEPLOYING: ReadonlySet<string> = new Set([
  'service/image',
  'service/variable-renamed',
  'service/redeployed',
  'service/moved',
]);

/**
 * Which services get a new deployment, why, and how it goes; servers before their clients, as they are
 * deployed. A service without an image has none.
 */
export function planRollouts(pair: Pair, entries: readonly Entry[]): Rollout[] {
  const order = pair.after.services.map(({ name }) => name);
  return matchServices(pair)
    .flatMap(({ key, before, after }) => {
      const own = entries.filter(
        ({ service, code }) => service === key && code.startsWith('service/'),
      );
      return planOne(pair, { name: key, before, after }, own);
    })
    .sort((a, b) => order.indexOf(a.service) - order.indexOf(b.service));
}

interface Sides {
  readonly name: string;
  readonly before: WiredService | undefined;
  readonly after: WiredService | undefined;
}

function planOne(pair: Pair, { name, before, after }: Sides, own: readonly Entry[]): Rollout[] {
  const because = [...new Set(own.map(({ subject }) => subject))];
  const plan = (how: Rollout['how'], rest: Partial<Rollout>): Rollout[] => [
    {
      service: name,
      how,
      because,
      steps: [],
      atLeastSeconds: 0,
      isInterrupted: false,
      notes: [],
      ...rest,
    },
  ];
  if (!after) return before ? plan('removed', { isInterrupted: true }) : [];
  if (!isDeployed(pair.after, name)) return [];
  const atLeastSeconds = secondsUntilHealthy(after);
  if (!before || own.some(({ code }) => code === 'service/first-image')) {
    const notes = ['until one deployment has completed, none is rolled back'];
    return plan('first', { atLeastSeconds, notes });
  }
  if (own.some(({ code }) => code === 'service/recreated')) {
    return plan('recreated', { atLeastSeconds, isInterrupted: true, notes: notesOf(after) });
  }
  if (!own.some(({ code }) => DEPLOYING.has(code))) return [];
  return after.express ? plan('canary', canaryOf(after)) : plan('rolling', rollingOf(after));
}

/** Minutes of bake time at 5 % of the traffic, and again at all of it (Express Mode, "Deployments"). */
const BAKE_SECONDS = 180;

const canaryOf = (service: WiredService): Partial<Rollout> => ({
  atLeastSeconds: secondsUntilHealthy(service) + 2 * BAKE_SECONDS,
  notes: [
    '5 % of the traffic for 3 minutes, then all of it for 3 more',
    'rolled back when more than 1 % of the answers are 4xx or 5xx',
    ...notesOf(service),
  ],
});

function rollingOf(service: WiredService): Partial<Rollout> {
  const limits = limitsOf(service);
  const steps = rollSteps(limits);
  const waits = steps.filter(({ started }) => started > 0).length;
  const isScaled = service.scaling !== undefined;
  return {
    steps,
    atLeastSeconds: waits * secondsUntilHealthy(service),
    isInterrupted: !isGapless(limits),
    notes: [
      ...(isScaled ? [`reckoned with ${limits.desired} tasks, the fewest that scaling keeps`] : []),
      ...notesOf(service),
    ],
  };
}

/** ECS's own defaults where a file says nothing (CreateService, `deploymentConfiguration`). */
export function limitsOf({ service, scaling }: WiredService): RollLimits {
  const { desiredCount = 1, deploymentConfiguration = {} } = service?.value ?? {};
  return {
    desired: scaling?.value.target.MinCapacity ?? desiredCount,
    minimumHealthyPercent: deploymentConfiguration.minimumHealthyPercent ?? 100,
    maximumPercent: deploymentConfiguration.maximumPercent ?? 200,
  };
}

/** As long as ECS waits for a task whose containers have no health check (`minimumHealthyPercent`). */
const WITHOUT_CHECK_SECONDS = 40;

/** A first check passes one interval after the container starts, at the earliest. */
const secondsUntilHealthy = ({ containers }: WiredService): number =>
  Math.max(
    ...containers.map(({ healthCheck }) =>
      healthCheck ? (healthCheck.interval ?? 30) : WITHOUT_CHECK_SECONDS,
    ),
    0,
  );

const notesOf = ({ containers }: WiredService): string[] =>
  containers.some(({ dockerLabels }) => dockerLabels?.sessions === 'memory')
    ? ['sessions of visitors live in its task, and end with it']
    : [];
