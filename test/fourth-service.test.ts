import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runChain } from './support/running-chain.ts';
import { repository, scratchRepository } from './support/scratch.ts';

const REVIEWS = `
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  if (request.url === '/readyz') return void response.end('ok');
  const asked = fetch(process.env.STORE_URL + '/readyz').then((answer) => answer.status);
  asked.then((status) => response.end(JSON.stringify({ store: status })));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => server.close(() => process.exit()));
`;

test('a fourth service is a config entry and a folder: rendered, valid, and running', async (t) => {
  const scratch = scratchRepository(t);
  mkdirSync(join(scratch.root, 'services/reviews/src'), { recursive: true });
  scratch.write('services/reviews/package.json', '{"type": "module"}');
  scratch.write('services/reviews/src/main.ts', REVIEWS);
  scratch.edit(
    'environments/defaults.yaml',
    '\n  ui:\n',
    [
      '',
      '  reviews:',
      '    port: 8090',
      '    desired: 2',
      '    connectsTo: [mcp-server]',
      '    permissions: {grants: [readCatalog]}',
      '    environment: {STORE_URL: "${services.mcp-server.url}", CATALOG: "s3://${catalog.bucket}/${catalog.key}"}',
      '',
      '  ui:',
      '',
    ].join('\n'),
  );
  assert.equal(scratch.run().code, 0);
  const checked = scratch.run('validate');
  assert.equal(checked.code, 0, checked.stderr);

  const platform = scratch.read('environments/prod/rendered/stacks/platform.yaml');
  for (const id of [
    'ReviewsSecurityGroup',
    'ReviewsTaskRole',
    'ReviewsExecutionRole',
    'McpServerFromReviews',
  ]) {
    assert.ok(platform.includes(`  ${id}:`), id);
  }
  const registry = scratch.read('environments/bootstrap/rendered/stacks/bootstrap.yaml');
  assert.ok(registry.includes('  ReviewsRepository:'));
  const connect = JSON.parse(
    scratch.read('environments/prod/rendered/service-connect/reviews.json'),
  );
  assert.equal(connect.services, undefined, 'nothing connects to it, so it is a client only');

  symlinkSync(join(repository, 'node_modules'), join(scratch.root, 'node_modules'));
  const { chain, urlOf } = await runChain(scratch.root);
  t.after(() => chain.stop());
  assert.deepEqual(await (await fetch(urlOf('reviews'))).json(), { store: 200 });
});
