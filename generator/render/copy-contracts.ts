import { positionAt, toPlain } from '../config/located.ts';
import type { Environment } from '../model/environment.ts';
import type { Artefact } from './artefact.ts';
import { canonicalJson, pathsByLine } from './canonical-json.ts';
import type { ParsedContract } from './contract.ts';
import type { Contracts } from './read-contracts.ts';

/** The contracts of an environment's services, for `apply` to probe against and for reviewers to compare. */
export function copyContracts(environment: Environment, contracts: Contracts): Artefact[] {
  if (environment.target !== 'aws') return [];
  return environment.services.flatMap(({ name }) => {
    const contract = contracts.get(name);
    return contract ? [copyContract(environment.name, name, contract)] : [];
  });
}

function copyContract(environment: string, service: string, { root }: ParsedContract): Artefact {
  const value = toPlain(root);
  return {
    path: `contracts/${service}.json`,
    environment,
    kind: 'contract',
    service,
    value,
    text: canonicalJson(value),
    origin: (line) => {
      const path = pathsByLine(value)[line - 1];
      const template = path && positionAt(root, path);
      return template && { template, config: [], conditions: [] };
    },
  };
}
