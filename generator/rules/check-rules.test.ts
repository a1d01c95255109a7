import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scratchRepository } from '../../test/support/scratch.ts';
import { loadConfigs } from '../config/load-config.ts';
import { checkRules } from './check-rules.ts';
import { onceForAll } from './rule.ts';

const defaults = 'environments/defaults.yaml';

test('what one line says to every service is told once, with all their paths', (t) => {
  const scratch = scratchRepository(t);
  scratch.edit(defaults, 'interval: 15, timeout: 5', 'interval: 15, timeout: 20');
  const { loaded, all } = loadConfigs(scratch.root, ['dev']);
  const found = loaded.flatMap((one) => checkRules(one, all));
  assert.deepEqual(
    found.map(({ code }) => code),
    ['rule/health-timing'],
  );
  for (const name of Object.keys(loaded[0]?.config.services ?? {})) {
    assert.ok(found[0]?.message.includes(`services.${name}.health.timeout`), name);
  }
});

test('a value that may be a secret is in no output, whatever else is wrong on its line', (t) => {
  const scratch = scratchRepository(t);
  const secrets =
    '{DB_PASSWORD: {arn: "arn:aws:secretsmanager:us-west-2:111111111111:secret:t-AbCdEf"}}';
  scratch.edit('environments/dev/config.yaml', '  ui:\n', `  ui:\n    secrets: ${secrets}\n`);
  const lines =
    '      DB_PASSWORD: tr0ub4dor\n      DB_URL: redis://:tr0ub4dor@${services.gone.host}';
  scratch.edit(defaults, '      AGENT_URL:', `${lines}\n      AGENT_URL:`);
  for (const format of ['text', 'json', 'github']) {
    const { code, stdout, stderr } = scratch.run('render', 'dev', '--format', format);
    assert.equal(code, 2);
    const output = stdout + stderr;
    for (const told of [
      'rule/secret-by-name',
      'rule/secret-or-plain',
      'rule/secret-by-value',
      'config/reference',
    ]) {
      assert.ok(output.includes(told), told);
    }
    assert.ok(!output.includes('tr0ub4dor'), format);
  }
});

test('what is computed from all environments is computed once', () => {
  let count = 0;
  const size = onceForAll((all) => {
    count++;
    return all.length;
  });
  const all: Parameters<typeof size>[0] = [];
  assert.deepEqual([size(all), size(all), size([]), count], [0, 0, 0, 2]);
});

test('all mistakes of all files are told in one run', (t) => {
  const scratch = scratchRepository(t);
  const dev = 'environments/dev/config.yaml';
  scratch.edit(dev, 'cidr:', 'cird:');
  scratch.edit(dev, '"111111111111"', '"1"');
  scratch.edit('environments/prod/config.yaml', 'nat: per-az', 'nat: per_az');
  scratch.edit(defaults, 'connectsTo: [agent]', 'connectsTo: [agnt]');
  scratch.edit(defaults, '${model.id}', '${model.ident}');
  const { code, stdout } = scratch.run('render', '--format', 'json');
  assert.equal(code, 2);
  const found: { code: string; path?: string }[] = JSON.parse(stdout).diagnostics;
  for (const [wanted, path] of [
    ['config/unknown-key', 'network.cird'],
    ['config/value', 'account'],
    ['config/value', 'network.nat'],
    ['rule/connects-to-known', 'services.ui.connectsTo.0'],
    ['config/reference', 'services.agent.environment.MODEL_ID'],
  ]) {
    assert.ok(
      found.some((one) => one.code === wanted && one.path === path),
      `${wanted} ${path}`,
    );
  }
});
