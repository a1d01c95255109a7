import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawGraphMarkdown, drawGraphText } from './draw-graph.ts';
import { drawMermaid } from './draw-mermaid.ts';
import { checkFlowchart } from './fixtures/check-flowchart.ts';
import type { NodeKind, Topology } from './topology.ts';

/** Words that mean something to Mermaid's parser (its grammar `flow.jison`). */
const KEYWORDS = [
  ...['end', 'graph', 'flowchart', 'subgraph', 'direction', 'default', 'class', 'classdef'],
  ...['style', 'linkstyle', 'click', 'call', 'href', 'interpolate', 'x', 'o', 'v', 'tb', 'lr'],
];

const node = (name: string, kind: NodeKind = 'service') => ({
  id: `${kind}/${name}`,
  kind,
  name,
  details: [],
  group: 'group',
});

const topologyOf = (names: readonly string[]): Topology => ({
  environment: 'one',
  target: 'aws',
  groups: [{ id: 'group', label: 'end' }],
  nodes: names.map((name) => node(name)),
  edges: names.map((name) => ({
    from: `service/${name}`,
    to: `service/${names[0]}`,
    kind: 'call',
    label: name,
  })),
});

test('services that are called as Mermaid’s keywords are nodes like any other', () => {
  const { nodes, edges } = checkFlowchart(drawMermaid(topologyOf(KEYWORDS)));
  assert.equal(nodes.length, KEYWORDS.length);
  assert.equal(edges.length, KEYWORDS.length);
  for (const id of nodes) assert.ok(!KEYWORDS.includes(id.toLowerCase()), id);
});

test('no name breaks the diagram', () => {
  const names = [
    '"]',
    '[("',
    'a --> b',
    '`',
    'x\nend\ny',
    '%% c',
    '|',
    'a-b',
    'a.b',
    'a b',
    '{{}}',
  ];
  assert.equal(checkFlowchart(drawMermaid(topologyOf(names))).nodes.length, names.length);
});

test('a name that could not be an id in any script still is a node', () => {
  const { nodes } = checkFlowchart(drawMermaid(topologyOf(['漢字', '—', ''])));
  assert.equal(nodes.length, 3);
});

test('the source stands alone for one environment, and under each name for several', () => {
  const topology = topologyOf(['a']);
  assert.match(drawGraphText([topology]), /^flowchart TB\n/);
  assert.match(drawGraphText([topology, topology]), /^%% one\nflowchart TB\n[\s\S]*\n\n%% one\n/);
});

test('Markdown has a block for each environment, which nothing in it can close', () => {
  const text = drawGraphMarkdown([topologyOf(['```']), topologyOf(['a'])]);
  assert.equal(text.match(/^```/gm)?.length, 4);
});
