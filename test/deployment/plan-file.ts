import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployWorld, Ran } from './deploy-world.ts';

/** Writes the plan of a dry run to a file. @returns where it is */
export async function writePlan(world: DeployWorld, ...options: string[]): Promise<string> {
  const { result } = await world.run('apply', '--dry-run', ...options);
  const file = join(world.root, 'plan.json');
  writeFileSync(file, JSON.stringify(result));
  return file;
}

/** Applies what a dry run says, which asks nobody, and mends nothing unless that is said. */
export async function applyPlan(world: DeployWorld, ...options: string[]): Promise<Ran> {
  const file = await writePlan(world);
  return world.run('apply', '--plan', file, ...options);
}
