import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Writes a file that is derived from this package's sources. With `--check` on the command line it
 * writes nothing and exits with 3 when the file is stale.
 *
 * @param script the npm script that writes the file
 */
export function keepFresh(file: string, text: string, script: string): void {
  const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
  const name = basename(file);
  const isFresh = readIfThere(file) === text;
  if (!isFresh && check) {
    process.stderr.write(
      `${name} is not what the sources say; run \`npm run ${script} --workspace @mcp-on-ecs/mcp-server\` and commit it\n`,
    );
    process.exitCode = 3;
    return;
  }
  if (!isFresh) writeFileSync(file, text);
  process.stdout.write(`${isFresh ? 'up to date' : 'changed'}  ${name}\n`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
