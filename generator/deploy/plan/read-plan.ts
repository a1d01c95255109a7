import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Failure } from '../../diagnostics.ts';
import { failed, finding } from '../fail.ts';
import type { Release } from '../release/release.ts';
import type { Plan } from './plan.ts';

/** As much of a plan as decides whether it can be used; the rest is compared, never read. */
const planFile = z.looseObject({
  schema: z.literal('plan/v1'),
  environment: z.string(),
  manifestHash: z.string(),
  options: z.strictObject({
    prune: z.boolean(),
    seed: z.boolean(),
    allowReplace: z.array(z.string()),
    revisions: z.record(z.string(), z.string()).optional(),
  }),
  live: z.record(z.string(), z.string()),
  steps: z.array(z.looseObject({ phase: z.string(), action: z.string() })),
});

/**
 * Reads a plan that a dry run wrote.
 *
 * @throws {Failure} `deploy/plan` when it is none, or is for another environment or other files
 */
export function readPlan(file: string, release: Release): Plan {
  const plan = parse(file);
  if (plan.environment !== release.environment) {
    throw refused(
      `${file} is a plan for ${plan.environment}, not for ${release.environment}`,
      'make one for this environment with `apply --dry-run --format json`',
    );
  }
  if (plan.manifestHash !== release.manifestHash) {
    throw refused(
      `${file} was made for other rendered files of ${release.environment}`,
      'check out the commit that it was made from, or make a new plan',
    );
  }
  return plan;
}

function parse(file: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refused(`${file} can’t be read as a plan: ${(error as Error).message}`, MAKE_ONE);
  }
  const parsed = planFile.safeParse(value);
  if (parsed.success) return parsed.data as unknown as Plan;
  throw refused(`${file} is no plan of this generator`, MAKE_ONE);
}

const MAKE_ONE = 'make one with `npx tsx generator apply <environment> --dry-run --format json`';

const refused = (message: string, hint: string): Failure =>
  new Failure([finding('deploy/plan', message, hint)]);

/** @throws {Failure} `deploy/moved` naming each part of what is deployed that differs from then */
export function refuseIfMoved(expected: Plan, now: Plan): void {
  if (isDeepStrictEqual(plain(expected), plain(now))) return;
  const parts = new Set([...Object.keys(expected.live), ...Object.keys(now.live)]);
  const moved = [...parts].sort().filter((part) => expected.live[part] !== now.live[part]);
  const what = moved.length > 0 ? moved.join(', ') : 'what has to be done';
  throw failed(
    'deploy/moved',
    `${what} changed since the plan was made; nothing was applied`,
    'make a new plan, look at it, and apply that',
  );
}

/** Without what JSON does not keep, such as members that are undefined. */
const plain = (plan: Plan): unknown => JSON.parse(JSON.stringify(plan));
