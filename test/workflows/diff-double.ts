/**
 * Stands in for `npx tsx generator diff --base HEAD^1 --format markdown --out DIR`, in the executed
 * workflow alone: the same files and exit codes, drawn from nothing but Git.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const out = process.argv.at(-1) ?? '';
const isStale = spawnSync('npx', ['tsx', 'generator', 'render', '--check']).status !== 0;
const STALE = [
  'Rendered files are stale. Run:',
  '',
  '    npx tsx generator && git add environments && git commit -m "Render"',
];
const range = ['diff', '--unified=0', 'HEAD^1', '--', 'environments/*/config.yaml'];
const changed = execFileSync('git', range, { encoding: 'utf8' })
  .split('\n')
  .filter((line) => /^[+-] /.test(line))
  .map((line) => `    ${line}`);
const lines = isStale ? STALE : ['The config changes:', '', ...changed];
mkdirSync(out, { recursive: true });
writeFileSync(join(out, '1.md'), `<!-- mcp-on-ecs:diff 1/1 -->\n${lines.join('\n')}\n`);
process.exitCode = isStale ? 2 : 0;
