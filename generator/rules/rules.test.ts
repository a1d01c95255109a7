import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scratchRepository } from '../../test/support/scratch.ts';
import { fargateSize } from '../config/fargate-sizes.ts';
import { loadConfigs } from '../config/load-config.ts';
import { checkReferences } from '../model/references.ts';
import { checkRules } from './check-rules.ts';
import { rules } from './rules.ts';

interface Mistake {
  readonly title: string;
  readonly file?: string;
  readonly from: string;
  readonly to: string;
  readonly code: string;
  /** The line on which a person would mend it, and the first thing that stands there. */
  readonly line: string;
  readonly at: string;
  readonly hint?: RegExp;
}

const dev = 'environments/dev/config.yaml';
const defaults = 'environments/defaults.yaml';
const local = 'environments/local/config.yaml';
const prod = 'environments/prod/config.yaml';

const mistakes: readonly Mistake[] = [
  {
    title: 'an unknown key',
    from: 'cidr:',
    to: 'cird:',
    code: 'config/unknown-key',
    line: '  cird: 10.10.0.0/16',
    at: 'cird',
    hint: /`cidr`/,
  },
  {
    title: 'an unknown key at the top',
    from: 'tier:',
    to: 'teir:',
    code: 'config/unknown-key',
    line: 'teir: development',
    at: 'teir',
    hint: /`tier`/,
  },
  {
    title: 'an unknown key of a service',
    file: defaults,
    from: '    desired: 2',
    to: '    desird: 2',
    code: 'config/unknown-key',
    line: '    desird: 2',
    at: 'desird',
    hint: /`desired`/,
  },
  {
    title: 'a missing key',
    from: 'account: "111111111111"\n',
    to: '',
    code: 'config/missing-key',
    line: 'target: aws',
    at: 'target',
    hint: /account/i,
  },
  {
    title: 'a missing target',
    from: 'target: aws\n',
    to: '',
    code: 'config/missing-key',
    line: 'tier: development',
    at: 'tier',
    hint: /aws, local/,
  },
  {
    title: 'a number where text belongs',
    from: '"111111111111"',
    to: '111111111111',
    code: 'config/type',
    line: 'account: 111111111111',
    at: '111',
  },
  {
    title: 'a list where a map belongs',
    from: 'exposure: {mode: express}',
    to: 'exposure: [express]',
    code: 'config/type',
    line: '    exposure: [express]',
    at: '[',
  },
  {
    title: 'a word that is not one of the allowed',
    from: 'mode: express',
    to: 'mode: expres',
    code: 'config/value',
    line: '    exposure: {mode: expres}',
    at: 'expres',
    hint: /`express`/,
  },
  {
    title: 'an account id of 11 digits',
    from: '"111111111111"',
    to: '"11111111111"',
    code: 'config/value',
    line: 'account: "11111111111"',
    at: '"1',
  },
  {
    title: 'a CIDR that is none',
    from: '10.10.0.0/16',
    to: '10.10.0.0/99',
    code: 'config/value',
    line: '  cidr: 10.10.0.0/99',
    at: '10.',
  },
  {
    title: 'a service name in capitals',
    from: '  ui:',
    to: '  UI:',
    code: 'config/value',
    line: '  UI:',
    at: 'UI',
  },
  {
    title: 'a log retention that AWS does not have',
    file: prod,
    from: '365',
    to: '366',
    code: 'config/value',
    line: '  retentionDays: 366',
    at: '366',
  },
  {
    title: 'an unknown target',
    from: 'target: aws',
    to: 'target: was',
    code: 'config/value',
    line: 'target: was',
    at: 'was',
    hint: /`aws`/,
  },
  {
    title: 'an unknown reference',
    file: defaults,
    from: '${services.agent.url}',
    to: '${services.agnt.url}',
    code: 'config/reference',
    line: '      AGENT_URL: ${services.agnt.url}',
    at: '$',
    hint: /services\.agent\.url/,
  },
  {
    title: 'a size that Fargate does not have',
    file: defaults,
    from: '    desired: 2',
    to: '    memory: 512\n    desired: 2',
    code: 'rule/fargate-size',
    line: '    memory: 512',
    at: '512',
    hint: /1024 to 4096/,
  },
  {
    title: 'an edge to a service that is not there',
    file: defaults,
    from: 'connectsTo: [mcp-server]',
    to: 'connectsTo: [mcp-servr]',
    code: 'rule/connects-to-known',
    line: '    connectsTo: [mcp-servr]',
    at: 'mcp-servr',
    hint: /`mcp-server`/,
  },
  {
    title: 'services that connect in a circle',
    file: defaults,
    from: '    port: 8080\n',
    to: '    port: 8080\n    connectsTo: [ui]\n',
    code: 'rule/connects-to-acyclic',
    line: '    connectsTo: [ui]',
    at: '[',
    hint: /started after/,
  },
  {
    title: 'a health check that outlasts its interval',
    file: defaults,
    from: 'interval: 15, timeout: 5',
    to: 'interval: 5, timeout: 5',
    code: 'rule/health-timing',
    line: '  health: {path: /readyz, interval: 5, timeout: 5, retries: 3, startPeriod: 30}',
    at: '5, retries',
    hint: /smaller/,
  },
  {
    title: 'a name in environment and secrets',
    file: defaults,
    from: '      AGENT_URL:',
    to: '      TOKEN: x\n      AGENT_URL:',
    code: 'rule/secret-or-plain',
    line: '      TOKEN: x',
    at: 'x',
    hint: /one of them/,
  },
  {
    title: 'a secret without its ARN',
    from: '  ui:\n',
    to: '  ui:\n    secrets: {TOKEN: {jsonKey: t}}\n',
    code: 'rule/secret-has-arn',
    line: '    secrets: {TOKEN: {jsonKey: t}}',
    at: '{jsonKey',
    hint: /ARN/,
  },
  {
    title: 'fewer tasks than the least',
    from: 'min: 1',
    to: 'min: 2',
    code: 'rule/scaling-range',
    line: '  desired: 1',
    at: '1',
  },
  {
    title: 'scaling that has no effect',
    from: 'mode: express',
    to: 'mode: internal',
    code: 'rule/scaling-has-effect',
    line: '    scaling: {min: 1, max: 4, targets: [{metric: cpu, value: 70}]}',
    at: '{min',
    hint: /desired/,
  },
  {
    title: 'express without scaling',
    from: '    scaling: {min: 1, max: 4, targets: [{metric: cpu, value: 70}]}\n',
    to: '',
    code: 'rule/express-scales',
    line: '    exposure: {mode: express}',
    at: 'express',
    hint: /scaling/,
  },
  {
    title: 'a page open to everybody in production',
    file: prod,
    from: '  ui:\n',
    to: '  ui:\n    exposure: {mode: express}\n    scaling: {min: 1, max: 4, targets: [{metric: cpu, value: 70}]}\n',
    code: 'rule/exposure-has-sign-in',
    line: '    exposure: {mode: express}',
    at: 'express',
    hint: /internal/,
  },
  {
    title: 'one port twice on one machine',
    file: local,
    from: '  ui:\n',
    to: '  ui:\n    port: 3000\n',
    code: 'rule/local-ports-unique',
    line: '    port: 3000',
    at: '3000',
  },
];

for (const { title, file = dev, from, to, code, line, at, hint } of mistakes) {
  test(`${title} is told as ${code} where it stands`, (t) => {
    const scratch = scratchRepository(t);
    scratch.edit(file, from, to);
    if (code === 'rule/secret-or-plain') {
      scratch.edit(
        dev,
        '  ui:\n',
        '  ui:\n    secrets: {TOKEN: {arn: "arn:aws:secretsmanager:us-west-2:111111111111:secret:t-AbCdEf"}}\n',
      );
    }
    const environment = file === local ? 'local' : file === prod ? 'prod' : 'dev';
    const { loaded, all, diagnostics } = loadConfigs(scratch.root, [environment]);
    const rest = loaded.flatMap((one) => [...checkReferences(one), ...checkRules(one, all)]);
    const found = [...diagnostics, ...rest];
    const match = found.find((one) => one.code === code && lineOf(scratch.read, one) === line);
    assert.ok(match, JSON.stringify(found, null, 1));
    assert.ok(line.slice((match.col ?? 0) - 1).startsWith(at), `col ${match.col} of ${line}`);
    if (hint) assert.match(match.hint ?? '', hint);
  });
}

function lineOf(read: (path: string) => string, place: { file?: string; line?: number }) {
  return place.file && place.line ? read(place.file).split('\n')[place.line - 1] : undefined;
}

test('Fargate’s smallest tasks have three sizes of memory, larger ones steps', () => {
  const legal = (cpu: number, sizes: number[]) =>
    sizes.filter((memory) => fargateSize(cpu, memory).isLegal);
  assert.deepEqual(legal(256, [256, 512, 1024, 1536, 2048, 3072]), [512, 1024, 2048]);
  assert.deepEqual(legal(512, [512, 1024, 1536, 3072, 4096, 5120]), [1024, 3072, 4096]);
  assert.deepEqual(legal(8192, [16384, 17408, 20480, 61440, 65536]), [16384, 20480, 61440]);
});

test('every rule has a mistake in this table', () => {
  const covered = new Set(mistakes.map(({ code }) => code));
  assert.deepEqual(
    rules.map(({ code }) => code).filter((code) => !covered.has(code)),
    [],
  );
});

test('all mistakes of all files are told in one run', (t) => {
  const scratch = scratchRepository(t);
  scratch.edit(dev, 'cidr:', 'cird:');
  scratch.edit(dev, '"111111111111"', '"1"');
  scratch.edit(prod, 'nat: per-az', 'nat: per_az');
  scratch.edit(defaults, 'connectsTo: [agent]', 'connectsTo: [agnt]');
  scratch.edit(defaults, '${model.id}', '${model.ident}');
  const { code, stderr } = scratch.run();
  assert.equal(code, 2);
  for (const mention of [
    'cird',
    'services.ui.connectsTo.0',
    'model.ident',
    'per_az',
    '`account`',
  ]) {
    assert.ok(stderr.includes(mention), `${mention} is missing in\n${stderr}`);
  }
});
