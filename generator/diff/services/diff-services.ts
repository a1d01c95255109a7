import { ecsKindOf } from '../../wiring/ecs-input.ts';
import { serviceStep } from '../../wiring/read-manifest.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { type Match, matchBy, matchServices, type Pair } from '../pair.ts';
import { cutClients } from './cut-clients.ts';
import { diffInput } from './diff-input.ts';
import { isDeployed } from './is-deployed.ts';
import { limitsOf } from './plan-rollouts.ts';
import { rollSteps } from './roll.ts';

/** What happens to the services of an environment. */
export const diffServices = (pair: Pair): Entry[] =>
  matchServices(pair).flatMap((match) => diffService(pair, match));

function diffService(pair: Pair, { key, before, after }: Match<WiredService>): Entry[] {
  const about = { service: key, subject: key };
  if (!before) return [entryOf('service/added', { ...about, message: 'is new' })];
  if (!after) {
    const callers = pair.after.services.filter(({ dependsOn }) => dependsOn.includes(key));
    const still =
      callers.length > 0 ? `; ${callers.map(({ name }) => name).join(', ')} still call it` : '';
    const message = `is no longer rendered; where it runs, it has to be drained and deleted${still}`;
    return [entryOf('service/removed', { ...about, message })];
  }
  const found = diffFiles(pair, key);
  if (!isDeployed(pair.before, key) || !isDeployed(pair.after, key)) {
    return diffUndeployed(pair, key, found);
  }
  return [
    ...diffExposure(pair, key),
    ...found,
    ...cutClients(pair, before, after),
    ...stuck(after),
  ];
}

/** Rules refuse limits that never move where they see them; the number of tasks may still make them so. */
function stuck(service: WiredService): Entry[] {
  const limits = limitsOf(service);
  const { desired, minimumHealthyPercent, maximumPercent } = limits;
  if (!service.service || desired === 0 || rollSteps(limits).length > 0) return [];
  const message = `no deployment moves: of ${desired} tasks ${minimumHealthyPercent} % have to stay and at most ${maximumPercent} % may run`;
  return [
    entryOf('service/never-moves', { service: service.name, subject: service.name, message }),
  ];
}

/** A service without an image is rendered but not deployed, so what changes about it changes nothing in AWS. */
function diffUndeployed(pair: Pair, service: string, found: readonly Entry[]): Entry[] {
  const about = { service, subject: service };
  if (isDeployed(pair.after, service)) {
    const message =
      'gets its first image and is deployed; until one deployment has completed, none is rolled back';
    return [entryOf('service/first-image', { ...about, message })];
  }
  if (isDeployed(pair.before, service)) {
    const message = 'has no image any more: it is left as it runs, and deployed no further';
    return [entryOf('service/no-image', { ...about, message })];
  }
  return found.map((entry) => {
    const message = `nothing in AWS, it has no image yet (${entry.message})`;
    return { ...entry, code: 'service/not-deployed', message, risk: 'low' };
  });
}

/** The operation that makes a service can't be changed to another on the one that runs. */
function diffExposure(pair: Pair, service: string): Entry[] {
  const [before, after] = [pair.before, pair.after].map(({ manifest }) =>
    serviceStep(manifest, service),
  );
  if (before?.operation === after?.operation) return [];
  const message = `has to be deleted and made anew: exposure ${before?.exposure} → ${after?.exposure}, by ${after?.operation}; it does not answer meanwhile`;
  const values = { path: 'exposure', before: before?.exposure, after: after?.exposure };
  return [entryOf('service/recreated', { service, subject: service, ...values, message })];
}

function diffFiles(pair: Pair, service: string): Entry[] {
  const files = ({ artefacts }: Wiring) =>
    artefacts.filter((one) => one.service === service && ecsKindOf(one));
  return matchBy(files(pair.before), files(pair.after), ({ path }) => path)
    .filter(({ before, after }) => !before || !after || ecsKindOf(before) === ecsKindOf(after))
    .flatMap(({ before, after }) => diffInput(service, pair, before, after));
}
