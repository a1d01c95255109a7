import type { Target } from '../config/schema.ts';
import { mermaidIds, quoteLines, quoteText } from './mermaid-text.ts';
import type { NodeKind, Topology, TopologyGroup, TopologyNode } from './topology.ts';

/** Brackets that give each kind its shape (Mermaid, "Flowcharts - Node shapes"). */
const SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  client: ['((', '))'],
  edge: ['([', '])'],
  service: ['[', ']'],
  nat: ['[[', ']]'],
  bucket: ['[(', ')]'],
  cache: ['[(', ')]'],
  model: ['{{', '}}'],
  secret: ['[/', '/]'],
  repository: ['[(', ')]'],
  api: ['(', ')'],
};

/** Chains are read downwards, which stays narrow. Many repositories beside few accounts stack up. */
const DIRECTIONS: Readonly<Record<Target, string>> = { aws: 'TB', local: 'TB', account: 'LR' };

const ARROWS = { call: '-->', route: '-.->' } as const;

/** The topology as lines of a Mermaid flowchart. */
export function drawMermaid({ target, groups, nodes, edges }: Topology): string[] {
  const ids = mermaidIds([...groups, ...nodes].map(({ id }) => id));
  const idOf = (id: string) => ids.get(id) ?? '';
  const drawNode = ({ id, kind, name, details }: TopologyNode) => {
    const [open, close] = SHAPES[kind];
    return `${idOf(id)}${open}${quoteLines([name, ...details])}${close}`;
  };
  const drawGroup = ({ id, label }: TopologyGroup): string[] => [
    `subgraph ${idOf(id)}[${quoteText(label)}]`,
    // A group whose own nodes have no arrows turns against the diagram unless it is told.
    indent(`direction ${DIRECTIONS[target]}`),
    ...drawInside(id).map(indent),
    'end',
  ];
  const drawInside = (parent: string | undefined): string[] => [
    ...groups.filter((group) => group.parent === parent).flatMap(drawGroup),
    ...nodes.filter(({ group }) => group === parent).map(drawNode),
  ];
  return [
    `flowchart ${DIRECTIONS[target]}`,
    ...drawInside(undefined).map(indent),
    ...edges.map(({ from, to, kind, label }) => {
      const text = label === '' ? '' : `|${quoteText(label)}|`;
      return indent(`${idOf(from)} ${ARROWS[kind]}${text} ${idOf(to)}`);
    }),
  ];
}

const indent = (line: string) => `  ${line}`;
