import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { startApp } from '../../../services/mcp-server/test-support/start-app.ts';
import { Failure } from '../../diagnostics.ts';
import { parseContract } from '../../render/contract.ts';
import {
  type Answer,
  answerMcp,
  send,
  sendEvents,
  sendJson,
  startDouble,
  tool,
  usual,
} from './fixtures/start-double.ts';
import { findingsOf, type ProbeReport } from './layers.ts';
import { probeServer } from './probe-server.ts';

const timeout = 20_000;

const outcome = (report: ProbeReport) => ({
  layers: report.layers.map(({ name, state }) => `${name} ${state}`),
  codes: findingsOf(report).map(({ code }) => code),
});

const factsOf = (report: ProbeReport, name: string) =>
  report.layers.find((layer) => layer.name === name)?.facts;

/** What a probe makes of a server. */
async function probeDouble(
  answer: Answer,
  request: Partial<Parameters<typeof probeServer>[0]> = {},
) {
  await using double = await startDouble(answer);
  return await probeServer({ url: double.url, timeout, ...request });
}

test('a server of this repository is greeted, lists the tools of its contract and takes a call', async () => {
  const file = new URL('../../../services/mcp-server/contract.json', import.meta.url);
  const { contract } = parseContract('contract.json', readFileSync(file, 'utf8'));
  const product = {
    id: 'P1',
    name: 'Lamp',
    category: 'Home',
    price: 5,
    in_stock: true,
    features: [],
  };
  await using app = await startApp({ products: [{ ...product, description: 'A lamp' } as never] });
  const call = { name: 'search_products', arguments: { query: 'lamp' } };
  const report = await probeServer({ url: `${app.url}/mcp`, timeout, contract, call });
  assert.deepEqual(outcome(report), {
    layers: ['connect ok', 'http ok', 'initialize ok', 'tools ok', 'contract ok', 'call ok'],
    codes: [],
  });
  assert.equal(factsOf(report, 'initialize')?.protocolVersion, '2025-11-25');
  assert.equal(factsOf(report, 'tools')?.pages, 1);
  assert.ok(
    app.lines.every(({ method }) => method !== 'GET'),
    'no stream is asked for',
  );
});

/** A server of MCP 2026-07-28, which wants its headers and knows no `initialize`. */
const stateless: Answer = (seen, response) => {
  const { headers, body } = seen;
  const meta = body.params?._meta ?? {};
  const version = meta['io.modelcontextprotocol/protocolVersion'];
  const isRight =
    headers['mcp-protocol-version'] === '2026-07-28' &&
    version === '2026-07-28' &&
    meta['io.modelcontextprotocol/clientCapabilities'] !== undefined &&
    headers['mcp-method'] === body.method &&
    (body.method !== 'tools/call' || headers['mcp-name'] === body.params.name);
  if (!isRight) {
    const error = { code: -32022, message: 'Unsupported protocol version' };
    return void sendJson(response, { jsonrpc: '2.0', id: body.id, error }, 400);
  }
  const complete = { resultType: 'complete' };
  answerMcp({
    ...usual,
    'server/discover': () => ({
      ...complete,
      supportedVersions: ['2026-07-28'],
      capabilities: { tools: {} },
      _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'newer', version: '3.0.0' } },
    }),
    'tools/list': () => ({ ...complete, ttlMs: 0, cacheScope: 'public', tools: [tool('first')] }),
  })(seen, response);
};

test('a server of MCP 2026-07-28 is discovered, since it has no initialize', async () => {
  const call = { name: 'first', arguments: {} };
  const report = await probeDouble(stateless, { call });
  assert.deepEqual(outcome(report), {
    layers: ['connect ok', 'http ok', 'discover ok', 'tools ok', 'call ok'],
    codes: [],
  });
  assert.deepEqual(factsOf(report, 'discover'), {
    protocolVersion: '2026-07-28',
    server: { name: 'newer', version: '3.0.0' },
  });
});

test('a server that holds a session is told when it ends', async () => {
  await using double = await startDouble((seen, response) => {
    if (seen.method === 'DELETE') return void response.writeHead(200).end();
    response.setHeader('Mcp-Session-Id', 's1');
    answerMcp(usual)(seen, response);
  });
  assert.equal((await probeServer({ url: double.url, timeout })).isHealthy, true);
  const last = double.seen.at(-1);
  assert.deepEqual([last?.method, last?.headers['mcp-session-id']], ['DELETE', 's1']);
});

test('answers as event streams are read too', async () => {
  const report = await probeDouble(answerMcp(usual, sendEvents));
  assert.deepEqual(outcome(report), {
    layers: ['connect ok', 'http ok', 'initialize ok', 'tools ok'],
    codes: [],
  });
});

const page: Readonly<Record<string, object>> = {
  '': { tools: [tool('first')], nextCursor: 'two' },
  two: { tools: [tool('second')], nextCursor: 'three' },
  three: { tools: [tool('third')] },
};

test('all pages of the tools are asked for', async () => {
  const listed = { 'tools/list': ({ cursor = '' }) => page[cursor] ?? {} };
  const report = await probeDouble(answerMcp({ ...usual, ...listed }));
  assert.deepEqual(factsOf(report, 'tools'), { tools: ['first', 'second', 'third'], pages: 3 });
});

test('pages that go round in a circle come to an end', async () => {
  const listed = { 'tools/list': () => ({ tools: [], nextCursor: 'again' }) };
  const report = await probeDouble(answerMcp({ ...usual, ...listed }));
  assert.deepEqual(outcome(report).codes, ['probe/protocol']);
});

const contractOf = (...tools: object[]) =>
  parseContract('c.json', JSON.stringify({ schema: 'contract/v1', tools })).contract;

test('tools that differ from the contract are told; another description is no mistake', async () => {
  const described = contractOf({ ...tool('first'), description: 'x' }, tool('second'));
  const same = await probeDouble(answerMcp(usual), { contract: described });
  assert.equal(same.layers.at(-1)?.state, 'ok');
  const other = await probeDouble(answerMcp(usual), {
    contract: contractOf(tool('first'), tool('gone')),
  });
  assert.deepEqual(outcome(other), {
    layers: ['connect ok', 'http ok', 'initialize ok', 'tools ok', 'contract failed'],
    codes: ['probe/contract'],
  });
  const differences = factsOf(other, 'contract')?.differences as { kind: string; tool: string }[];
  assert.deepEqual(
    differences.map(({ kind, tool: name }) => [kind, name]),
    [
      ['tool-removed', 'gone'],
      ['tool-added', 'second'],
    ],
  );
});

const CALLS: readonly [string, () => object][] = [
  ['says that it is an error', () => ({ isError: true, content: [{ type: 'text', text: 'no' }] })],
  [
    'is refused',
    () => {
      throw new Error('unknown tool');
    },
  ],
];

for (const [what, result] of CALLS) {
  test(`a tool call that ${what} fails the probe`, async () => {
    const call = { name: 'first', arguments: {} };
    const report = await probeDouble(answerMcp({ ...usual, 'tools/call': result }), { call });
    assert.equal(outcome(report).layers.at(-1), 'call failed');
    assert.deepEqual(outcome(report).codes, ['probe/call']);
  });
}

const jsonRpc =
  (rest: object): Answer =>
  ({ body }, response) =>
    void sendJson(response, { jsonrpc: '2.0', id: body.id, ...rest });

/** What a server does, the layers that are seen of it, and the code of the last. */
const WRONG: readonly [string, Answer, string, string][] = [
  ['wants a token', (_, response) => void send(response, 401, 'no'), 'http', 'probe/authorization'],
  ['refuses us', (_, response) => void send(response, 403, 'no'), 'http', 'probe/authorization'],
  ['has nothing there', (_, response) => void send(response, 404, 'no'), 'http', 'probe/http'],
  ['breaks', (_, response) => void send(response, 500, 'no'), 'http', 'probe/http'],
  ['has no targets', (_, response) => void send(response, 503, 'no'), 'http', 'probe/http'],
  ['cuts the connection', (_, response) => void response.destroy(), 'http', 'probe/http'],
  [
    'answers with a page',
    (_, response) => void send(response, 200, '<html>', 'text/html'),
    'initialize',
    'probe/protocol',
  ],
  [
    'answers with half of some JSON',
    (_, response) => void send(response, 200, '{"jsonrpc":', 'application/json'),
    'initialize',
    'probe/protocol',
  ],
  [
    'answers with other JSON',
    (_, response) => void sendJson(response, { hello: 'world' }),
    'initialize',
    'probe/protocol',
  ],
  [
    'streams what is no JSON',
    (_, response) => void send(response, 200, 'data: {nope\n\n', 'text/event-stream'),
    'initialize',
    'probe/protocol',
  ],
  [
    'answers another request',
    (_, response) => void sendJson(response, { jsonrpc: '2.0', id: 99, result: {} }),
    'initialize',
    'probe/protocol',
  ],
  ['greets with nothing', jsonRpc({ result: {} }), 'initialize', 'probe/protocol'],
  [
    'says an error',
    jsonRpc({ error: { code: -32603, message: 'broken' } }),
    'initialize',
    'probe/protocol',
  ],
  [
    'speaks a version that nobody knows',
    answerMcp({
      initialize: () => ({
        protocolVersion: '1999-01-01',
        capabilities: {},
        serverInfo: { name: 'old', version: '1' },
      }),
    }),
    'initialize',
    'probe/protocol',
  ],
];

for (const [what, answer, layer, code] of WRONG) {
  test(`a server that ${what} fails at ${layer} with ${code}`, async () => {
    const report = await probeDouble(answer);
    assert.equal(report.isHealthy, false);
    const before = layer === 'http' ? ['connect ok'] : ['connect ok', 'http ok'];
    assert.deepEqual(outcome(report), { layers: [...before, `${layer} failed`], codes: [code] });
    assert.equal(factsOf(report, layer)?.gaveUpAfterMs, undefined, 'it is seen at once');
  });
}

test('a redirect is told and not followed, so that the token goes nowhere else', async () => {
  await using other = await startDouble(answerMcp(usual));
  for (const [status, location] of [
    [302, other.url],
    [307, '/elsewhere'],
  ] as const) {
    await using double = await startDouble((_, response) => {
      response.writeHead(status, { Location: location }).end();
    });
    const report = await probeServer({ url: double.url, timeout, token: 's3cret-token' });
    assert.deepEqual(outcome(report).codes, ['probe/http']);
    assert.deepEqual(factsOf(report, 'http'), { status, location });
    assert.equal(double.seen.length, 1);
  }
  assert.deepEqual(other.seen, []);
});

test('an error later on is told at its layer', async () => {
  const report = await probeDouble((seen, response) => {
    if (seen.body.method === 'tools/list') return void send(response, 500, 'no');
    answerMcp(usual)(seen, response);
  });
  assert.deepEqual(outcome(report), {
    layers: ['connect ok', 'http ok', 'initialize ok', 'tools failed'],
    codes: ['probe/http'],
  });
});

test('the token is sent with each request, and is in no report, also when a server repeats it', async () => {
  const token = 's3cret-token';
  await using double = await startDouble((seen, response) => {
    const said = seen.headers.authorization ?? '';
    const listed = { 'tools/list': () => ({ tools: [tool(said.replace('Bearer ', ''))] }) };
    answerMcp({ ...usual, ...listed })(seen, response);
  });
  const report = await probeServer({ url: double.url, timeout, token });
  assert.deepEqual(factsOf(report, 'tools')?.tools, ['[token]']);
  assert.ok(!JSON.stringify(report).includes(token));
  assert.deepEqual(
    new Set(double.seen.map(({ headers }) => headers.authorization)),
    new Set([`Bearer ${token}`]),
  );
});

/** Where a server stops talking. The deadline comes when it does, so nobody waits. */
const HANGS: readonly [string, (seen: { body: { method: string } }) => boolean, string, string][] =
  [
    ['the greeting', () => true, 'http', 'probe/http'],
    ['the tools', ({ body }) => body.method === 'tools/list', 'tools', 'probe/protocol'],
  ];

for (const [what, hangs, layer, code] of HANGS) {
  test(`a server that never answers ${what} is given up at the deadline`, async () => {
    const ending = new AbortController();
    const report = await probeDouble(
      (seen, response) => {
        if (hangs(seen)) return ending.abort();
        answerMcp(usual)(seen, response);
      },
      { deadline: ending.signal },
    );
    const { layers, codes } = outcome(report);
    assert.deepEqual([layers.at(-1), codes], [`${layer} failed`, [code]]);
    assert.equal(factsOf(report, layer)?.gaveUpAfterMs, timeout);
  });
}

test('an answer that begins and does not end is given up too', async () => {
  const ending = new AbortController();
  const report = await probeDouble(
    (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"jsonrpc":', () => setImmediate(() => ending.abort()));
    },
    { deadline: ending.signal },
  );
  assert.equal(report.isHealthy, false);
});

test('a port where nothing listens and a name that is none are told', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  const closed = await probeServer({ url: `http://localhost:${port}/mcp`, timeout });
  assert.deepEqual(outcome(closed), {
    layers: ['dns ok', 'connect failed'],
    codes: ['probe/connect'],
  });
  // RFC 6761: no name below `invalid` has an address.
  const unknown = await probeServer({ url: 'https://nowhere.invalid/mcp', timeout });
  assert.deepEqual(outcome(unknown), { layers: ['dns failed'], codes: ['probe/dns'] });
});

test('what is no address, has another protocol or holds a password is refused', async () => {
  for (const url of ['tools.example.com/mcp', 'ftp://example.com', 'https://me:pw@example.com/']) {
    await assert.rejects(probeServer({ url, timeout }), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.deepEqual([error.exitCode, error.diagnostics[0]?.code], [2, 'probe/url']);
      assert.ok(!error.message.includes('pw@'));
      return true;
    });
  }
});

test('the query of an address is in no report', async () => {
  await using double = await startDouble(answerMcp(usual));
  const report = await probeServer({ url: `${double.url}?key=hush`, timeout });
  assert.equal(report.isHealthy, true);
  assert.ok(!JSON.stringify(report).includes('hush'));
});
