import type { Resource } from '../wiring/stack.ts';
import type { Wiring } from '../wiring/wiring.ts';
import { joinPriced, type Priced } from './charge.ts';
import { FREE_TYPES } from './free-types.ts';
import { RESOURCE_PRICERS } from './resource-pricers.ts';

/** What the resources of all stacks cost. */
export function priceResources({ stacks }: Pick<Wiring, 'stacks'>): Priced {
  const resources = stacks.flatMap((stack) => stack.resources);
  const byType = Map.groupBy(resources, ({ type }) => type);
  // By type, so that the order of a template's resources means nothing.
  const types = [...byType.keys()].sort();
  return joinPriced([
    ...types.map((type) => priceType(type, byType.get(type) ?? [])),
    priceModels(resources),
  ]);
}

function priceType(type: string, resources: readonly Resource[]): Priced {
  const pricer = RESOURCE_PRICERS[type];
  if (pricer) return pricer(resources);
  return { unpriced: FREE_TYPES.has(type) ? [] : [`${type} is not in the price table.`] };
}

/** Who may call a model will; what that costs, the tokens decide. */
function priceModels(resources: readonly Resource[]): Priced {
  const asks = resources
    .filter(({ type }) => type.startsWith('AWS::IAM::'))
    .some(({ properties }) => JSON.stringify(properties).includes('"bedrock:'));
  return { unpriced: asks ? ['Tokens of Amazon Bedrock.'] : [] };
}
