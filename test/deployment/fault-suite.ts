import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ExitCode } from '../../generator/diagnostics.ts';
import { assertValidRequests } from '../emulator/valid-requests.ts';
import { findRefused } from '../iam/check-calls.ts';
import { collectedCalls } from './collect-calls.ts';
import type { DeployWorld, Ran } from './deploy-world.ts';
import { drawTable } from './draw-table.ts';
import { essenceOf, lockOf } from './what-stands.ts';

/** How a run must have ended. What is not given is not looked at. */
export interface Expected {
  readonly code: ExitCode;
  /** Codes of its diagnostics, sorted. */
  readonly codes?: readonly string[];
  /** Result of the one record that it left; `none` when it left none. */
  readonly record?: string;
  /** Whether the lock is still there; only a run that was killed leaves it. */
  readonly leavesLock?: boolean;
}

/** Holds a run against what is expected of it. */
export function expectRun(world: DeployWorld, ran: Ran, expected: Expected): void {
  const told = ran.messages.join('\n') || ran.lines.slice(-3).join('\n');
  assert.equal(ran.code, expected.code, told);
  if (expected.codes) assert.deepEqual(ran.codes, expected.codes, told);
  if (expected.record) assert.equal(recordOf(ran), expected.record);
  assert.equal(lockOf(world) !== undefined, expected.leavesLock ?? false, 'the lock');
}

export const recordOf = ({ records }: Ran): string =>
  records.map(({ result }) => result).join(' ') || 'none';

/** What a case shows: the run that met the fault and, where there is one, the apply after it. */
export interface Shown {
  readonly ran: Ran;
  /** What came of it, a few words; the codes unless told. */
  readonly outcome?: string;
  readonly second?: Ran | undefined;
}

const rows: string[][] = [];

/** A test of one fault, which is a row of the table. */
export function fault(name: string, work: () => Promise<Shown>): void {
  test(name, async () => {
    const { ran, outcome, second } = await work();
    rows.push([
      name,
      outcome ?? (ran.codes.join(', ') || 'as if nothing had been'),
      String(ran.code),
      recordOf(ran),
      second ? `exit ${second.code}, ${recordOf(second)}` : '',
    ]);
  });
}

const HEAD = ['fault', 'outcome', 'exit', 'record', 'second apply'];

/** Prints the table when all tests of the file have ended. */
after(() => {
  if (rows.length > 0) process.stdout.write(`\n${drawTable([HEAD, ...rows])}\n`);
});

/**
 * The apply after the fault is gone: it must bring everything in line, and leave nothing for a third.
 */
export async function applyAgain(world: DeployWorld, ...options: string[]): Promise<Ran> {
  world.aws.faults.clear();
  const second = await world.run('apply', '--yes', ...options);
  expectRun(world, second, { code: 0, record: 'succeeded' });
  expectInLine(world);
  const third = await world.run('apply', '--dry-run');
  assert.equal(third.code, 0);
  const left = third.result.steps.filter(
    ({ action }: { action: string }) => !['none', 'skip', 'report'].includes(action),
  );
  assert.deepEqual(left, [], 'a third apply has nothing to do');
  return second;
}

/** Every service runs what its settings say, all of it and nothing else; every stack is steady. */
export function expectInLine(world: DeployWorld): void {
  const { services, stacks } = essenceOf(world);
  for (const service of services) {
    assert.deepEqual(service.deployments, ['COMPLETED'], service.name);
    assert.equal(service.running, service.desired, service.name);
    assert.ok(service.isRunningIt, service.name);
  }
  for (const stack of stacks) assert.ok(stack.isSteady, stack.name);
}

/** Holds every call of a file's cases to the API's own schemas and to the deploy role. Stands last in the file. */
export function holdCalls(): void {
  test('every request of these cases is valid', (t) => assertValidRequests(t, collectedCalls()));
  test('every call of these cases is one that the deploy role allows', () => {
    assert.deepEqual(findRefused(collectedCalls(), 'deploy'), []);
  });
}
