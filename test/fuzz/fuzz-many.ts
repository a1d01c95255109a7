import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Broken, runCases, seedsOf } from './run-cases.ts';

/**
 * `npm run test:fuzz -- [--seed N] [--cases N] [--threads N] [--case N]`: thousands of random and
 * changed configs, each of which must render or be refused at a place, within a second. Writes
 * nothing but what it prints. `--case` tries one alone, by the seed that a failure is told with.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    cases: { type: 'string', default: '10000' },
    case: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});

const print = (line: string) => process.stdout.write(`${line}\n`);
const seeds = values.case
  ? [Number(values.case)]
  : seedsOf(Number(values.seed), Number(values.cases));
print(`seed ${values.case ?? values.seed}, ${seeds.length} cases`);

const report = await runCases({ seeds, slowChecks: 20, threads: Number(values.threads) });
const { rendered, refused, validated, codes, slowest, broken } = report;

print(`rendered ${rendered}, refused ${refused}, broken ${broken.length}`);
print(`through the slow checks too: ${validated}; slowest case: ${slowest.toFixed(2)} s`);
print('cases by code:');
for (const [code, count] of codes) print(`${String(count).padStart(7)}  ${code}`);
for (const one of broken) print(describe(one));
if (broken.length > 0) process.exitCode = 1;

function describe({ seed, reason, files }: Broken): string {
  const texts = [...files].map(([path, content]) => `--- ${path}\n${shortened(String(content))}`);
  return `\nbroken: ${reason}\nagain with: npm run test:fuzz -- --case=${seed}\n${texts.join('\n')}`;
}

/** As JSON, because what breaks is often what can't be seen. */
function shortened(text: string): string {
  const shown = JSON.stringify(text);
  return shown.length < 2_000 ? shown : `${shown.slice(0, 2_000)}… (${text.length} characters)`;
}
