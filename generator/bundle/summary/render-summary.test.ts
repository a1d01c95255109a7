import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { repository, scratchRepository } from '../../../test/support/scratch.ts';
import { loadConfigs } from '../../config/load-config.ts';
import { buildEnvironment } from '../../model/environment.ts';
import { readWiring } from '../../wiring/wiring.ts';
import { renderRepository } from '../render-repository.ts';
import { renderSummary } from './render-summary.ts';

/** The summary of an environment, with values over its config. */
function summaryOf(name: string, settings: readonly string[] = [], root = repository): string {
  const [bundle] = renderRepository(root, [name], { settings }).bundles;
  return bundle?.artefacts.find(({ kind }) => kind === 'summary')?.text ?? '';
}

const headingsOf = (text: string) => [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title);

const RUNNING = [
  ...['Who reaches whom', 'Services', 'How services are reached', 'What services may do'],
  ...['Network', 'Data', 'Logs', 'Cost', 'Files', 'Where to look next'],
];
const HEADINGS: Readonly<Record<string, readonly string[]>> = {
  dev: RUNNING,
  local: RUNNING.filter((title) => !['What services may do', 'Network'].includes(title)),
  bootstrap: [
    ...['Who reaches whom', 'Image registry', 'Deployments'],
    ...['Data', 'Cost', 'Files', 'Where to look next'],
  ],
  'bootstrap-prod': ['Deployments', 'Data', 'Cost', 'Files', 'Where to look next'],
};
for (const [name, headings] of Object.entries(HEADINGS)) {
  test(`the summary of ${name} has what concerns its target`, () => {
    assert.deepEqual(headingsOf(summaryOf(name)), headings);
  });
}

test('a row for each service says what it may do, whom it lets in and where it logs', () => {
  const dev = summaryOf('dev');
  const rowsOf = (service: string) =>
    dev.split('\n').filter((line) => line.startsWith(`| ${service} |`));
  const [, , may = '', network = ''] = rowsOf('mcp-server');
  assert.match(may, /read the object `shop-dev-catalog-111111111111\/product-catalog.json`/);
  assert.match(network, /\| agent on 8080, its own probes on 8080 \|/);
  assert.match(rowsOf('ui').join('\n'), /1 to 4 tasks, holding CPU at 70 %/);
  assert.match(dev, /`\/ecs\/shop-dev\/agent\/service-connect` \| the proxy of agent \| 30 days/);
});

test('a bucket that CloudFormation deletes with its stack is told as such', (t: TestContext) => {
  const { root, edit } = scratchRepository(t);
  assert.match(summaryOf('dev', [], root), /shop-dev-catalog-111111111111` \| DataKey \| stays/);
  const partial = 'templates/partials/catalog-bucket.yaml.hbs';
  edit(partial, 'DeletionPolicy: Retain', 'DeletionPolicy: Delete');
  assert.match(
    summaryOf('dev', [], root),
    /shop-dev-catalog-111111111111` \| DataKey \| is deleted/,
  );
});

test('a statement on everything is seen as one', (t: TestContext) => {
  const { root, edit } = scratchRepository(t);
  const account = 'environments/bootstrap/config.yaml';
  edit(account, 'environments:', 'taskActions: [s3:GetObject]\nenvironments:');
  const statement =
    'services.ui.permissions.statements=[{actions: ["s3:GetObject"], resources: ["*"]}]';
  assert.match(summaryOf('dev', [statement], root), /\| ui \| read the object `\*` \|/);
});

test('no config value adds markup, a heading, a row or a line of its own', () => {
  const label = '"</td><script>x</script> | ` [b](c) \\n## Owned\\n```"';
  const text = summaryOf('dev', [`model.label=${label}`]);
  assert.deepEqual(headingsOf(text), RUNNING);
  assert.ok(text.includes('Owned'));
  assert.doesNotMatch(text, /<script>|(?<!\\)\]\(c\)/);
  assert.equal(text.match(/^```/gm)?.length, 2);
  assert.equal(text.split('\n').length, summaryOf('dev').split('\n').length);
});

test('the cost stands before the files, and little is said without wiring', () => {
  const [loaded] = loadConfigs(repository, ['dev'], []).loaded;
  const [bundle] = renderRepository(repository, ['dev']).bundles;
  assert.ok(loaded && bundle);
  const environment = buildEnvironment(loaded);
  const { artefacts } = bundle;
  const { text } = renderSummary(environment, artefacts, readWiring(bundle));
  assert.match(text, /\n## Cost\n\nAbout \*\*\$\d+\.\d\d a month\*\*/);
  assert.equal(renderSummary(environment, artefacts, undefined).text, '# dev\n');
});
