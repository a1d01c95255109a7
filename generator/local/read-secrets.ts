import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Failure } from '../diagnostics.ts';
import type { RenderedService } from './read-rendered.ts';

const FILE = '.env.local';

/**
 * The values of every secret that the services name, from `.env.local` in the repository's root,
 * which Git ignores. On AWS the platform reads them from Secrets Manager instead.
 *
 * @throws {Failure} `local/secret` for each that has no value, all at once; never with a value
 */
export function readSecrets(
  root: string,
  services: readonly RenderedService[],
): ReadonlyMap<string, string> {
  const given = readGiven(root);
  const wanted = Map.groupBy(
    services.flatMap(({ name, secrets }) => secrets.map((secret) => ({ secret, name }))),
    ({ secret }) => secret,
  );
  const missing = [...wanted].filter(([secret]) => !given[secret]);
  if (missing.length > 0) {
    throw new Failure(missing.map(([secret, users]) => noValue(secret, users)));
  }
  return new Map([...wanted.keys()].map((secret) => [secret, given[secret] ?? '']));
}

function noValue(secret: string, users: readonly { readonly name: string }[]) {
  const services = users.map(({ name }) => name).join(', ');
  return {
    code: 'local/secret',
    severity: 'error',
    file: FILE,
    message: `the secret ${secret}, which ${services} needs, has no value in ${FILE}`,
    hint: `add a line \`${secret}=…\` to ${FILE} in the repository's folder; Git ignores that file`,
  } as const;
}

function readGiven(root: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(join(root, FILE), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return {};
  }
}
