import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { byModelName, modelTool, modelToolName } from './tool-schema.ts';

function tool(name: string, more: Partial<Tool> = {}): Tool {
  return { name, inputSchema: { type: 'object' }, ...more };
}

test('the schema keeps only what Nova takes at its top level', () => {
  const properties = {
    ids: { type: 'array', items: { type: 'object', properties: {}, additionalProperties: false } },
  };
  const inputSchema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object' as const,
    properties,
    required: ['ids'],
    additionalProperties: false,
    description: 'whatever',
  };
  assert.deepEqual(modelTool('find', tool('find', { inputSchema, description: 'Finds.' })), {
    toolSpec: {
      name: 'find',
      description: 'Finds.',
      inputSchema: { json: { type: 'object', properties, required: ['ids'] } },
    },
  });
});

test('a tool without input and description has an empty schema and no blank fields', () => {
  assert.deepEqual(modelTool('now', tool('now', { description: '' })), {
    toolSpec: { name: 'now', inputSchema: { json: { type: 'object', properties: {} } } },
  });
});

test('names become what Converse accepts, and stay apart', () => {
  assert.equal(modelToolName('search_products'), 'search_products');
  assert.equal(modelToolName('shop.search/all'), 'shop_search_all');
  assert.equal(modelToolName('x'.repeat(100)).length, 64);
  const long = 'x'.repeat(70);
  const named = byModelName([tool('a.b'), tool('a/b'), tool(`${long}1`), tool(`${long}2`)]);
  assert.deepEqual(
    [...named].map(([name, { name: original }]) => [name, original]),
    [
      ['a_b', 'a.b'],
      ['a_b_2', 'a/b'],
      ['x'.repeat(64), `${long}1`],
      [`${'x'.repeat(62)}_2`, `${long}2`],
    ],
  );
});
