import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allTools } from '../tools/all-tools.ts';
import { contractText } from './contract-text.ts';

const FILE = fileURLToPath(new URL('../../contract.json', import.meta.url));

/** Writes `contract.json`. With `--check` it writes nothing and exits with 3 when the file is stale. */
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
const text = contractText(allTools);
const isFresh = readIfThere(FILE) === text;
if (!isFresh && check) {
  process.stderr.write(
    'contract.json is not what the tools say; run `npm run contract --workspace @mcp-on-ecs/mcp-server` and commit it\n',
  );
  process.exitCode = 3;
} else {
  if (!isFresh) writeFileSync(FILE, text);
  process.stdout.write(`${isFresh ? 'up to date' : 'changed'}  contract.json\n`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
