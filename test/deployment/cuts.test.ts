import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Faults } from '../scripted-aws/faults.ts';
import type { DeployWorld, Ran } from './deploy-world.ts';
import { drawTable } from './draw-table.ts';
import { newBoth, setStage, small } from './environments.ts';
import { expectInLine, expectRun, holdCalls, recordOf } from './fault-suite.ts';
import { mutating } from './mutating.ts';
import type { Files } from './reviewed-files.ts';
import { essenceOf, lockOf, resultsOf } from './what-stands.ts';

const { world, empty, deployed } = await setStage();
const { aws } = world;

/** The SDK's attempts at one call (aws.ts). */
const ATTEMPTS = 8;

interface Cut {
  readonly name: string;
  /** The same in few words, over its column of the table. */
  readonly column: string;
  /** Strikes the how-many-eth mutating request. */
  readonly add: (faults: Faults, nth: number) => void;
  /** The run gets over it by itself. */
  readonly heals?: true;
  /** Nothing that the run does afterwards arrives, as if its process had been killed. */
  readonly kills?: true;
}

/** Where the connection is cut, and for how long. */
const CUTS: readonly Cut[] = [
  {
    name: 'once, before it took effect',
    column: 'once before',
    heals: true,
    add: (faults, nth) => faults.add({ mutating: true, nth }, { cut: 'before' }),
  },
  {
    name: 'once, after it took effect',
    column: 'once after',
    heals: true,
    add: (faults, nth) => faults.add({ mutating: true, nth }, { cut: 'after' }),
  },
  {
    name: 'at every attempt, before it took effect',
    column: 'always before',
    add: (faults, nth) => faults.add({ mutating: true, nth, times: ATTEMPTS }, { cut: 'before' }),
  },
  {
    name: 'at every attempt, after it took effect',
    column: 'always after',
    add: (faults, nth) => {
      faults.add({ mutating: true, nth }, { cut: 'after' });
      faults.add({ mutating: true, nth: nth + 1, times: ATTEMPTS - 1 }, { cut: 'before' });
    },
  },
  {
    name: 'for good, after it took effect (killed)',
    column: 'killed after',
    kills: true,
    add: (faults, nth) => faults.add({ mutating: true, nth }, { cut: 'after', stays: true }),
  },
];

interface Scenario {
  readonly name: string;
  readonly start: () => DeployWorld;
  readonly files: Files;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'first apply', start: empty, files: small },
  { name: 'new images and a new parameter', start: deployed, files: newBoth },
];

/** By scenario and call: how it went with each cut. */
const told = new Map<string, string[]>();

/** What a run without any fault does and leaves. */
async function tryWhole({ start, files }: Scenario) {
  start().merge(files);
  const whole = await world.run('apply', '--yes');
  assert.equal(whole.code, 0, whole.messages.join('\n'));
  aws.clock.advance(3_600_000);
  return { wanted: essenceOf(world), calls: mutating(whole) };
}

// Tests begin as soon as they are told, so all that is awaited comes before.
const tried = [];
for (const scenario of SCENARIOS) tried.push({ ...scenario, ...(await tryWhole(scenario)) });

for (const { name, start, files, wanted, calls } of tried) {
  for (const cut of CUTS) {
    test(`${name}: the connection is cut ${cut.name}, at each mutating call in turn`, async (t) => {
      for (const [index, call] of calls.entries()) {
        const nth = index + 1;
        await t.test(`${nth}: ${call}`, async () => {
          start().merge(files);
          cut.add(aws.faults, nth);
          const before = resultsOf(world).length;
          const ran = await world.run('apply', '--yes');
          aws.faults.clear();
          const second = cut.heals ? undefined : await goOn(cut, ran);
          tell(`${name}|${nth} ${call}`, ran, second);
          if (cut.heals) expectRun(world, ran, { code: 0, record: 'succeeded' });
          expectWhole(wanted, before);
        });
      }
    });
  }
}

function tell(row: string, ran: Ran, second: Ran | undefined): void {
  const then = second ? `, then ${second.code}` : '';
  told.set(row, [...(told.get(row) ?? []), `${ran.code} ${recordOf(ran)}${then}`]);
}

/** The run died; a second one has to finish what it began. A lock that nobody gave back frees itself. */
async function goOn(cut: Cut, ran: Ran): Promise<Ran> {
  assert.equal(ran.code, 1);
  if (lockOf(world)) {
    const refused = await world.run('apply', '--yes');
    assert.deepEqual(refused.codes, ['deploy/locked']);
    aws.clock.advance(16 * 60_000);
  } else assert.ok(!cut.kills || recordOf(ran) === 'succeeded', 'a killed run leaves its lock');
  const second = await world.run('apply', '--yes');
  assert.equal(second.code, 0, second.messages.join('\n'));
  return second;
}

/** One of everything, as if nothing had been cut; every run has its record; nobody holds the lock. */
function expectWhole(wanted: object, before: number): void {
  aws.clock.advance(3_600_000);
  expectInLine(world);
  assert.deepEqual(essenceOf(world), wanted);
  const results = resultsOf(world).slice(before);
  assert.equal(results.at(-1), 'succeeded');
  assert.ok(!results.includes('running'), `records: ${results.join(' ')}`);
  assert.equal(lockOf(world), undefined);
}

after(() => {
  const head = [
    'apply',
    'cut at this call: exit code, record',
    ...CUTS.map(({ column }) => column),
  ];
  const rows = [...told].map(([row, cells]) => [...row.split('|'), ...cells]);
  process.stdout.write(`\n${drawTable([head, ...rows])}\n`);
});

holdCalls();
