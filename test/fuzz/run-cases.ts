import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Files, filesOf } from './fuzz-case.ts';
import { type Hung, type Judged, type Kind, TrialThread, type Validated } from './trial-thread.ts';

/** A case that went wrong, by the seed that makes it again. */
export interface Broken {
  readonly seed: number;
  readonly reason: string;
  readonly files: Files;
}

export interface FuzzReport {
  readonly rendered: number;
  readonly refused: number;
  readonly validated: number;
  /** In how many cases a code was found, the most frequent first. */
  readonly codes: ReadonlyMap<string, number>;
  /** In seconds. */
  readonly slowest: number;
  readonly broken: readonly Broken[];
}

export interface FuzzOptions {
  /** One a case. */
  readonly seeds: readonly number[];
  /** How many of those that rendered go through the slow checks too. */
  readonly slowChecks: number;
  readonly threads: number;
}

/** Seeds of the cases of a run. Those of neighbouring runs must not meet, or both would try the same. */
export const seedsOf = (seed: number, cases: number): number[] =>
  Array.from(
    { length: cases },
    (_, index) => (Math.imul(seed, 0x9e37_79b1) + Math.imul(index, 0x85eb_ca6b)) | 0,
  );

/** Tries random and changed configs. The same seeds try the same ones, however many threads there are. */
export async function runCases({ seeds, slowChecks, threads }: FuzzOptions): Promise<FuzzReport> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const all = Array.from({ length: threads }, () => new TrialThread(folder));
  try {
    const judged = await spread(all, 'judge', seeds);
    const rendered = judged.filter(
      ({ answer }) => isJudged(answer) && answer.outcome === 'rendered',
    );
    const chosen = evenly(rendered, slowChecks).map(({ seed }) => seed);
    return summarise([...judged, ...(await spread(all, 'validate', chosen))]);
  } finally {
    await Promise.all(all.map((thread) => thread.end()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** So many items, from the whole list. */
function evenly<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, Math.floor(items.length / Math.max(count, 1)));
  return items.filter((_, index) => index % step === 0).slice(0, count);
}

interface Tried {
  readonly seed: number;
  readonly answer: Judged | Validated | Hung;
}

async function spread(
  threads: readonly TrialThread[],
  kind: Kind,
  seeds: readonly number[],
): Promise<Tried[]> {
  const tried: Tried[] = [];
  let next = 0;
  const work = async (thread: TrialThread) => {
    for (let index = next++; index < seeds.length; index = next++) {
      const seed = seeds[index] ?? 0;
      tried[index] = { seed, answer: await thread.ask(kind, seed) };
    }
  };
  await Promise.all(threads.map(work));
  return tried;
}

const isJudged = (answer: Tried['answer']): answer is Judged => answer.kind === 'judged';

function summarise(tried: readonly Tried[]): FuzzReport {
  const judged = tried.map(({ answer }) => answer).filter(isJudged);
  const codes = new Map<string, number>();
  for (const code of judged.flatMap((one) => one.codes))
    codes.set(code, (codes.get(code) ?? 0) + 1);
  return {
    rendered: judged.filter(({ outcome }) => outcome === 'rendered').length,
    refused: judged.filter(({ outcome }) => outcome === 'refused').length,
    validated: tried.filter(({ answer }) => answer.kind === 'validated').length,
    codes: new Map([...codes].sort(([, a], [, b]) => b - a)),
    slowest: Math.max(0, ...judged.map(({ seconds }) => seconds)),
    broken: tried.flatMap(brokenOf),
  };
}

function brokenOf({ seed, answer }: Tried): Broken[] {
  const reason = answer.kind === 'hung' ? 'it does not end' : answer.reason;
  if (reason === undefined) return [];
  const smallest = isJudged(answer) ? answer.smallest : undefined;
  return [{ seed, reason, files: smallest ?? filesOf(seed) }];
}
