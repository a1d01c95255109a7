import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { type Files, filesOf, fuzzCase } from './fuzz-case.ts';
import { TrialFolder, type Verdict } from './judge-case.ts';
import type { Answer, Judged, Request, Validated } from './trial-thread.ts';

/** Looking for a smaller case stops after so many milliseconds; it is a convenience. */
const MOST_SHRINKING = 3_000;

const folder = new TrialFolder(workerData);
const send = (answer: Answer) => parentPort?.postMessage(answer);

/** Tries one case, and when it is broken looks for a smaller one that is broken too. */
function judge(seed: number): Judged {
  let first: Verdict | undefined;
  let smallest: Files | undefined;
  const property = fc.property(fuzzCase, (files) => {
    const verdict = folder.judge(files);
    first ??= verdict;
    if (verdict.outcome === 'broken') smallest = files;
    return verdict.outcome !== 'broken';
  });
  fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: MOST_SHRINKING });
  if (!first) throw new Error(`no case comes of the seed ${seed}`);
  return { kind: 'judged', ...first, ...(smallest && { smallest }) };
}

async function validate(seed: number): Promise<Validated> {
  const reason = await folder.validate(filesOf(seed));
  return { kind: 'validated', ...(reason && { reason }) };
}

parentPort?.on('message', async (request: Request) => {
  if (request.kind === 'judge') send(judge(request.seed));
  else if (request.kind === 'validate') send(await validate(request.seed));
  else parentPort?.close();
});

// What is loaded and compiled by the first case is not the time of that case.
folder.judge(new Map());
send({ kind: 'ready' });
