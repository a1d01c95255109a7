import type { Rollout } from '../diff/report.ts';

const HOW: Readonly<Record<Rollout['how'], string>> = {
  first: 'is deployed for the first time',
  rolling: 'rolls',
  canary: 'shifts traffic to new tasks',
  recreated: 'is deleted and made anew',
  removed: 'is drained and deleted',
};

/** How a service comes to run what is new, as a sentence after its name. */
export function drawRollout({ how, steps, atLeastSeconds, isInterrupted, notes }: Rollout): string {
  const last = steps.at(-1);
  const from = last ? `${last.new} old` : '';
  const way = steps.map((step) => `${step.old} old + ${step.new} new`);
  return [
    [HOW[how], ...(last ? [[from, ...way].join(' → ')] : [])].join(' '),
    ...(atLeastSeconds > 0 ? [`at least ${atLeastSeconds} s`] : []),
    ...(isInterrupted ? ['it does not answer meanwhile'] : []),
    ...notes,
  ].join('; ');
}
