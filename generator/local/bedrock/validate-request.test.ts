import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AVAILABILITY_SPEC, SEARCH_SPEC, SHOP_TOOLS } from './test-support/small-shop.ts';
import { validateRequest } from './validate-request.ts';

const user = (...content: object[]) => ({ role: 'user', content });
const assistant = (...content: object[]) => ({ role: 'assistant', content });
const text = (words: string) => ({ text: words });
const use = (toolUseId: string) => ({ toolUse: { toolUseId, name: 'search_products', input: {} } });
const result = (toolUseId: string) => ({ toolResult: { toolUseId, content: [{ json: {} }] } });
const withSchema = (schema: object) => ({
  messages: [user(text('hi'))],
  toolConfig: {
    tools: [{ toolSpec: { name: 'a', inputSchema: { json: { type: 'object', ...schema } } } }],
  },
});

const hi = user(text('hi'));
const toolConfig = SHOP_TOOLS;

const GOOD: Readonly<Record<string, unknown>> = {
  'a first question': { messages: [hi] },
  'a question with system text, limits and unknown members': {
    messages: [hi],
    system: [text('Be kind.'), { cachePoint: { type: 'default' } }],
    inferenceConfig: { maxTokens: 100, temperature: 0 },
    additionalModelRequestFields: { anything: 1 },
  },
  'an exchange with two tools at once': {
    messages: [
      hi,
      assistant(text('Let me look.'), use('a'), use('b')),
      user(result('b'), result('a')),
    ],
    toolConfig,
  },
  'a later question beside a result': {
    messages: [hi, assistant(use('a')), user(result('a'), text('hurry'))],
    toolConfig,
  },
};

for (const [name, request] of Object.entries(GOOD)) {
  test(`it takes ${name}`, () => {
    assert.doesNotThrow(() => validateRequest(request));
  });
}

/** What is wrong, the request, and what the message must name. */
const BAD: readonly (readonly [string, unknown, RegExp])[] = [
  ['no object', null, /the body/],
  ['no messages', {}, /messages/],
  ['an empty conversation', { messages: [] }, /start with a user message/],
  ['an assistant first', { messages: [assistant(text('hi')), hi] }, /start with a user message/],
  ['two users in a row', { messages: [hi, hi] }, /alternate.*messages\.1/],
  ['an assistant last', { messages: [hi, assistant(text('well'))] }, /end with a user message/],
  [
    'an unknown role',
    { messages: [{ role: 'system', content: [text('hi')] }] },
    /messages\.0\.role/,
  ],
  ['no content', { messages: [user()] }, /messages\.0\.content/],
  ['blank text', { messages: [user(text(' '))] }, /messages\.0\.content\.0 is blank/],
  [
    'tool blocks without toolConfig',
    { messages: [hi, assistant(use('a')), user(result('a'))] },
    /toolConfig field must be defined/,
  ],
  [
    'a tool call without its result',
    { messages: [hi, assistant(use('a'), use('b')), user(result('a'))], toolConfig },
    /messages\.2\.content for the following Ids: b$/,
  ],
  [
    'a text where a result is due',
    { messages: [hi, assistant(use('a')), user(text('well?'))], toolConfig },
    /following Ids: a$/,
  ],
  [
    'a result that nobody asked for',
    { messages: [hi, assistant(use('a')), user(result('a'), result('z'))], toolConfig },
    /do not match/,
  ],
  ['a result in the first message', { messages: [user(result('a'))], toolConfig }, /do not match/],
  [
    'one result twice',
    { messages: [hi, assistant(use('a')), user(result('a'), result('a'))], toolConfig },
    /do not match/,
  ],
  ['a tool call by the user', { messages: [user(use('a'))], toolConfig }, /role user/],
  [
    'an id of strange characters',
    { messages: [hi, assistant(use('a b')), user(result('a b'))], toolConfig },
    /toolUseId/,
  ],
  ['a schema with $schema', withSchema({ $schema: 'x' }), /\$schema is not permitted/],
  [
    'a schema with additionalProperties',
    withSchema({ properties: {}, additionalProperties: false }),
    /additionalProperties is not permitted/,
  ],
  ['a schema that is no object', withSchema({ type: 'string' }), /type must be object/],
  [
    'a tool name with a dot',
    {
      messages: [hi],
      toolConfig: { tools: [{ toolSpec: { ...SEARCH_SPEC.toolSpec, name: 'a.b' } }] },
    },
    /toolSpec\.name/,
  ],
  [
    'one tool twice',
    { messages: [hi], toolConfig: { tools: [AVAILABILITY_SPEC, AVAILABILITY_SPEC] } },
    /check_availability is defined more than once/,
  ],
  [
    'a cache point among the tools',
    { messages: [hi], toolConfig: { tools: [SEARCH_SPEC, { cachePoint: { type: 'default' } }] } },
    /toolConfig\.tools\.1 is not a toolSpec/,
  ],
  ['no tools in toolConfig', { messages: [hi], toolConfig: { tools: [] } }, /toolConfig\.tools/],
  ['a temperature of 2', { messages: [hi], inferenceConfig: { temperature: 2 } }, /temperature/],
  ['maxTokens of 0', { messages: [hi], inferenceConfig: { maxTokens: 0 } }, /maxTokens/],
];

for (const [name, request, message] of BAD) {
  test(`it refuses ${name}`, () => {
    assert.throws(() => validateRequest(request), { name: 'ValidationException', message });
  });
}
