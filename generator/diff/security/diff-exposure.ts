import { serviceStep } from '../../wiring/read-manifest.ts';
import { type Entry, RISKS, type Risk } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { matchServices, type Pair } from '../pair.ts';

/** How a service is reached besides Service Connect, and how much it asks to get there. */
const EXPOSURES: Readonly<Record<string, { readonly by: string; readonly risk: Risk }>> = {
  internal: { by: 'the services that call it', risk: 'low' },
  'internal-alb': { by: 'whatever reaches the VPC', risk: 'review' },
  'public-alb': { by: 'the internet', risk: 'dangerous' },
  express: { by: 'the internet', risk: 'dangerous' },
};

/** A mode that is not known is taken for the highest. */
const UNKNOWN = { by: 'who can’t be told', risk: 'dangerous' } as const;
const LOWEST = 'internal';

/** Services that are reached by more than before, or by fewer. A new service is reached by nobody before. */
export function diffExposure(pair: Pair): Entry[] {
  return matchServices(pair).flatMap(({ key: service, before, after }): Entry[] => {
    if (!after) return [];
    const was = before ? modeOf(pair.before, service) : LOWEST;
    const is = modeOf(pair.after, service);
    if (was === is) return [];
    const { by, risk } = EXPOSURES[is] ?? UNKNOWN;
    const step = levelOf(is) - levelOf(was);
    if (step === 0) return [];
    return [
      entryOf(step > 0 ? 'security/exposure-raised' : 'security/exposure-lowered', {
        subject: service,
        service,
        message: `is reached by ${by}: exposure ${was} → ${is}`,
        ...(step > 0 && { risk }),
        path: 'exposure',
        before: was,
        after: is,
        at: { artefact: (after.express ?? after.service ?? after.task).artefact, path: [] },
      }),
    ];
  });
}

const modeOf = ({ manifest }: Pair['after'], service: string) =>
  serviceStep(manifest, service)?.exposure ?? LOWEST;

/** The internet is the same whichever way it comes in. */
const levelOf = (mode: string) => RISKS.indexOf((EXPOSURES[mode] ?? UNKNOWN).risk);
