import { type Row, rowOf, seconds } from './bench-table.ts';
import { generateEnvironments } from './generate-environments.ts';
import { generator, measureOften, type Summary } from './measure-process.ts';
import {
  inScratchFolder,
  removeRendered,
  renderedFiles,
  writeRepository,
} from './scratch-folder.ts';

/** Larger ones take long enough to say something in one run. */
const LARGE = 500;

interface Measured extends Summary {
  readonly count: number;
  readonly files: number;
}

/** `render` of generated environments, written to disk, and how its time grows with their number. */
export function benchGrowth(counts: readonly number[], times: number): Row[] {
  const all = counts.map((count) => renderGenerated(count, count >= LARGE ? 1 : times));
  const rows = all.map(({ count, files, ...summary }) =>
    rowOf(`${count.toLocaleString('en')} generated environments`, summary, targetOf(count), files),
  );
  return [...rows, ...exponents(all, renderGenerated(1, times).median)];
}

const targetOf = (count: number) => (count === 1_000 ? '< 30 s, < 1 GB' : undefined);

function renderGenerated(count: number, times: number): Measured {
  return inScratchFolder((folder) => {
    writeRepository(folder, generateEnvironments(count));
    const summary = measureOften(generator(['render'], folder), times, () =>
      removeRendered(folder),
    );
    return { count, files: renderedFiles(folder).length, ...summary };
  });
}

/** Of time = a · count ^ exponent, between the smallest and the largest: 1 is linear. */
function exponents(all: readonly Measured[], start: number): Row[] {
  const [first] = all;
  const last = all.at(-1);
  if (!first || !last || first === last) return [];
  const range = `${first.count} to ${last.count.toLocaleString('en')}`;
  const exponent = (above: number) =>
    Math.log((last.median - above) / (first.median - above)) / Math.log(last.count / first.count);
  return [
    { work: `growth exponent, ${range}`, measured: exponent(0).toFixed(2), target: '1 is linear' },
    {
      work: `growth exponent of the time above start-up (${seconds(start)})`,
      measured: exponent(start).toFixed(2),
      target: '1 is linear',
    },
  ];
}
