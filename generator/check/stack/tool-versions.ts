import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const PACKAGES = ['aws-cdk-lib', 'cdk-nag'];

/** Changes whenever a library or a check of this folder does, so that nothing old is believed. */
export function checksVersion(): string {
  const require = createRequire(import.meta.url);
  const folder = import.meta.dirname;
  const hash = createHash('sha256');
  for (const name of PACKAGES) hash.update(readFileSync(require.resolve(`${name}/package.json`)));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  for (const file of sources) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}
