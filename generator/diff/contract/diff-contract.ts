import type { Contract, ContractTool } from '../../render/contract.ts';
import { compareAnnotations } from './annotations.ts';
import type { ContractChange, ContractChangeKind, UnsaidChange } from './contract-change.ts';
import { describeChange } from './describe-change.ts';
import { compareSchemas } from './schema/compare-schemas.ts';
import {
  type Difference,
  narrows,
  type PropertyKind,
  pathText,
  widens,
} from './schema/difference.ts';

/**
 * What changes for clients between two contracts of a service; without one there are no tools. The
 * order of tools and keys means nothing. Tools come by name, of each first the input, then the output.
 */
export function diffContract(
  before: Contract | undefined,
  after: Contract | undefined,
): ContractChange[] {
  const [old, current] = [byName(before), byName(after)];
  const names = [...new Set([...old.keys(), ...current.keys()])].sort();
  return names
    .flatMap((name) => diffTool(name, old.get(name), current.get(name)))
    .map(describeChange);
}

const byName = (contract: Contract | undefined): ReadonlyMap<string, ContractTool> =>
  new Map(contract?.tools.map((tool) => [tool.name, tool]));

function diffTool(
  tool: string,
  before: ContractTool | undefined,
  after: ContractTool | undefined,
): UnsaidChange[] {
  if (!after) return [{ kind: 'tool-removed', breaking: true, tool }];
  if (!before) return [{ kind: 'tool-added', breaking: false, tool }];
  return [
    ...diffTexts(before, after),
    ...compareAnnotations(before, after),
    ...compareSchemas(before.inputSchema, after.inputSchema).map(toChange(tool, 'input')),
    ...diffOutput(before, after),
  ];
}

const TEXTS = [
  { keyword: 'title', kind: 'title-changed' },
  { keyword: 'description', kind: 'description-changed' },
] as const;

const diffTexts = (before: ContractTool, after: ContractTool): UnsaidChange[] =>
  TEXTS.filter(({ keyword }) => before[keyword] !== after[keyword]).map(({ keyword, kind }) => {
    const values = { keyword, before: before[keyword], after: after[keyword] };
    return { kind, breaking: false, tool: after.name, ...values };
  });

/** Without an output schema nothing structured is promised. */
function diffOutput(before: ContractTool, after: ContractTool): UnsaidChange[] {
  const place = { tool: after.name, side: 'output' } as const;
  const [old, current] = [before.outputSchema, after.outputSchema];
  if (old && current) return compareSchemas(old, current).map(toChange(after.name, 'output'));
  if (old) return [{ kind: 'result-removed', breaking: true, ...place, before: old }];
  return current ? [{ kind: 'result-added', breaking: false, ...place, after: current }] : [];
}

type Side = NonNullable<ContractChange['side']>;

/** What a client sends must be allowed by the new schema, and what it gets by the old one. */
const breaks: Readonly<Record<Side, (difference: Difference) => boolean>> = {
  input: narrows,
  output: widens,
};

const NAMES: Readonly<Record<Side, Readonly<Record<PropertyKind, ContractChangeKind>>>> = {
  input: {
    'property-added': 'parameter-added',
    'property-removed': 'parameter-removed',
    'property-required': 'parameter-required',
    'property-optional': 'parameter-optional',
  },
  output: {
    'property-added': 'result-added',
    'property-removed': 'result-removed',
    'property-required': 'result-required',
    'property-optional': 'result-optional',
  },
};

const isOfProperty = (kind: Difference['kind']): kind is PropertyKind => kind in NAMES.input;

const toChange =
  (tool: string, side: Side) =>
  (difference: Difference): UnsaidChange => {
    const { kind, effect: _, path, ...values } = difference;
    const where = pathText(path);
    return {
      kind: isOfProperty(kind) ? NAMES[side][kind] : kind,
      breaking: breaks[side](difference),
      tool,
      side,
      ...(where && { path: where }),
      ...values,
    };
  };
