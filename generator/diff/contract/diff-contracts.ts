import type { Artefact } from '../../render/artefact.ts';
import { readContract } from '../../render/contract.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { matchBy, type Pair } from '../pair.ts';
import { diffContract } from './diff-contract.ts';

/**
 * What happens to the tools of the services that stand on both sides. A contract that comes or goes as
 * a whole is no change of a tool: the service's own coming and going is told elsewhere.
 */
export function diffContracts({ before, after }: Pair): Entry[] {
  return matchBy(contractsOf(before), contractsOf(after), ({ path }) => path).flatMap(
    ({ before: was, after: is }) => (was && is ? describe(was, is) : []),
  );
}

const contractsOf = ({ artefacts }: Wiring) => artefacts.filter(({ kind }) => kind === 'contract');

function describe(was: Artefact, is: Artefact): Entry[] {
  if (was.text === is.text) return [];
  const service = is.service ?? '';
  return diffContract(readContract(was.value), readContract(is.value)).map((change) => {
    const { breaking, tool, path, before, after, message } = change;
    return entryOf(breaking ? 'contract/breaking' : 'contract/changed', {
      service,
      subject: `${service} · ${tool}`,
      message,
      ...(path !== undefined && { path }),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      at: { artefact: is, path: [] },
    });
  });
}
