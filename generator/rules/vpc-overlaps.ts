import { type Cidr, contains } from './cidr.ts';

export interface NamedRange {
  readonly name: string;
  readonly range: Cidr;
}

/** A range and what lies around and inside it. Two blocks of addresses are apart or one holds the other. */
interface Node {
  readonly range: Cidr;
  readonly names: string[];
  readonly parent: Node | undefined;
  /** First name of all that lie around it, and of all that lie inside. */
  readonly around: string | undefined;
  inside: string | undefined;
}

/**
 * For each name whose range overlaps that of a name before it in the alphabet: the first such name.
 * Takes n log n steps, however many overlap.
 *
 * @param ranges each written at its network address
 */
export function findOverlaps(ranges: readonly NamedRange[]): ReadonlyMap<string, string> {
  const nodes = nest(ranges);
  for (const { parent, names, inside } of nodes.toReversed()) {
    if (parent) parent.inside = first(parent.inside, names[0], inside);
  }
  return new Map(
    nodes.flatMap(({ names, around, inside }) =>
      names.flatMap((name) => {
        const other = first(names[0], around, inside);
        return other !== undefined && other < name ? [[name, other] as const] : [];
      }),
    ),
  );
}

/** Wider ranges stand before those that they hold, so one stack of open ranges is enough. */
function nest(ranges: readonly NamedRange[]): Node[] {
  const nodes: Node[] = [];
  const open: Node[] = [];
  for (const { name, range } of ranges.toSorted(byPlace)) {
    while (open.length > 0 && !contains((open.at(-1) as Node).range, range)) open.pop();
    const parent = open.at(-1);
    if (parent?.range.bits === range.bits) {
      parent.names.push(name);
      continue;
    }
    const around = parent && first(parent.names[0], parent.around);
    const node = { range, names: [name], parent, around, inside: undefined };
    nodes.push(node);
    open.push(node);
  }
  return nodes;
}

const byPlace = (a: NamedRange, b: NamedRange) =>
  a.range.address - b.range.address || a.range.bits - b.range.bits || (a.name < b.name ? -1 : 1);

const first = (...names: readonly (string | undefined)[]): string | undefined =>
  names.filter((name) => name !== undefined).sort()[0];
