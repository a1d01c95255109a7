import type { ContractChangeKind } from '../../diff/contract/contract-change.ts';
import { diffContract } from '../../diff/contract/diff-contract.ts';
import type { Contract } from '../../render/contract.ts';
import { type Found, LayerError } from './layers.ts';

/** Texts for people and models may follow the data, such as a list of categories. */
const TEXTS: ReadonlySet<ContractChangeKind> = new Set(['title-changed', 'description-changed']);

const MOST_SHOWN = 5;

/**
 * Holds what a server offers against its contract. Another description is told and no mistake.
 *
 * @throws {LayerError} `probe/contract` with what differs
 */
export function compareOffer(contract: Contract, offered: Contract): Found {
  const changes = diffContract(contract, offered);
  const texts = changes.filter(({ kind }) => TEXTS.has(kind));
  const others = changes.filter(({ kind }) => !TEXTS.has(kind));
  const facts = { differences: changes };
  if (others.length === 0) {
    const note = texts.length > 0 ? `; ${texts.length} descriptions are others` : '';
    return { says: `as in the contract${note}`, facts };
  }
  const shown = others.slice(0, MOST_SHOWN).map(({ tool, message }) => `${tool}: ${message}`);
  const more = others.length > MOST_SHOWN ? [`${others.length - MOST_SHOWN} more`] : [];
  throw new LayerError(
    'probe/contract',
    `the tools are not those of the contract: ${[...shown, ...more].join('; ')}`,
    'look whether the version that was meant runs, or write the contract again and have it reviewed',
    facts,
  );
}
