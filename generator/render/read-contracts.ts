import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { readText, type TextCodes } from '../config/read-text.ts';
import { collectFailures, Failure, failOnErrors } from '../diagnostics.ts';
import { type ParsedContract, parseContract } from './contract.ts';

/** What is wrong with the text of a contract, wherever it stands. */
export const CONTRACT_CODES: TextCodes = {
  missing: 'contract/unreadable',
  unreadable: 'contract/unreadable',
  link: 'contract/link',
  size: 'contract/too-large',
  encoding: 'contract/encoding',
  bom: 'contract/encoding',
  carriageReturn: 'contract/encoding',
};

/** The contracts of those services that have one, by the service's name. */
export type Contracts = ReadonlyMap<string, ParsedContract>;

/**
 * Reads `services/<service>/contract.json` of every service that is rendered for AWS.
 *
 * @throws {Failure} with the mistakes of all of them
 */
export function readContracts(root: string, environments: readonly LoadedConfig[]): Contracts {
  const deployed = environments.filter(({ config }) => config.target === 'aws');
  const names = new Set(deployed.flatMap(({ config }) => Object.keys(config.services)));
  const read = collectFailures([...names].sort(), (name) => {
    const contract = readOne(root, name);
    return contract ? [[name, contract] as const] : [];
  });
  return new Map(read.flat());
}

/** Nothing when the service has no contract. */
function readOne(root: string, name: string): ParsedContract | undefined {
  const file = contractFile(name);
  if (!isThere(root, file)) return undefined;
  refuseLinkedFolders(root, name);
  const { text, diagnostics } = readText(root, file, CONTRACT_CODES);
  failOnErrors(diagnostics);
  return parseContract(file, text ?? '');
}

const contractFile = (service: string): string => `services/${service}/contract.json`;

const isThere = (root: string, path: string): boolean => {
  try {
    return lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Something on the way is no folder, or may not be entered: reading says so, if it is to be said.
    return false;
  }
};

/** What is rendered must follow from the repository alone, and a link can lead out of it. */
function refuseLinkedFolders(root: string, name: string): void {
  for (const file of ['services', `services/${name}`]) {
    if (!lstatSync(join(root, file)).isSymbolicLink()) continue;
    const message = `${file} is a symbolic link, and links are not followed to a contract`;
    const hint = 'put the folder itself here';
    throw new Failure([{ code: 'contract/link', severity: 'error', message, hint, file }]);
  }
}
