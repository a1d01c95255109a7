import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { makeChangesBase } from '../../../test/support/change-cases.ts';
import { renderChecked } from '../../bundle/render-checked.ts';
import type { Artefact, Bundle } from '../../render/artefact.ts';
import { diffBundles } from '../diff-bundles.ts';
import type { Risk } from '../entry.ts';

let root: string;
let bundle: Bundle;
before(() => {
  root = makeChangesBase();
  [bundle] = renderChecked(root, ['dev']).bundles as [Bundle];
});
after(() => rmSync(root, { recursive: true, force: true }));

type Json = Record<string, unknown>;

/** What a task, a service or a proxy is no longer kept from: checks refuse most of it in what they render. */
const WEAKENED: readonly {
  readonly file: string;
  readonly replace: readonly [string, string];
  readonly path: string;
  readonly risk?: Risk;
}[] = [
  {
    file: 'task-definitions/store.json',
    replace: ['"user":"1000:1000"', '"user":"0:0"'],
    path: 'user',
  },
  { file: 'task-definitions/store.json', replace: ['"user":"1000:1000",', ''], path: 'user' },
  {
    file: 'task-definitions/store.json',
    replace: ['"readonlyRootFilesystem":true', '"readonlyRootFilesystem":false'],
    path: 'readonlyRootFilesystem',
  },
  {
    file: 'task-definitions/store.json',
    replace: ['"essential":true', '"essential":true,"privileged":true'],
    path: 'privileged',
    risk: 'dangerous',
  },
  {
    file: 'task-definitions/store.json',
    replace: ['"drop":["ALL"]', '"drop":["ALL"],"add":["SYS_PTRACE"]'],
    path: 'linuxParameters.capabilities.add',
    risk: 'dangerous',
  },
  {
    file: 'task-definitions/store.json',
    replace: ['"drop":["ALL"]', '"drop":["NET_RAW"]'],
    path: 'linuxParameters.capabilities.drop',
  },
  {
    file: 'task-definitions/store.json',
    replace: ['"logConfiguration":', '"unused":'],
    path: 'logConfiguration',
  },
  {
    file: 'services/store.json',
    replace: ['"enableExecuteCommand":false', '"enableExecuteCommand":true'],
    path: 'enableExecuteCommand',
  },
  {
    file: 'services/store.json',
    replace: ['"assignPublicIp":"DISABLED"', '"assignPublicIp":"ENABLED"'],
    path: 'networkConfiguration.awsvpcConfiguration.assignPublicIp',
    risk: 'dangerous',
  },
  {
    file: 'service-connect/store.json',
    replace: ['"accessLogConfiguration":', '"unused":'],
    path: 'accessLogConfiguration',
  },
  {
    file: 'service-connect/store.json',
    replace: ['"includeQueryParameters":"DISABLED"', '"includeQueryParameters":"ENABLED"'],
    path: 'accessLogConfiguration.includeQueryParameters',
  },
  {
    file: 'service-connect/store.json',
    replace: ['"logConfiguration":', '"unused":'],
    path: 'logConfiguration',
  },
];

function changed(file: string, [from, to]: readonly [string, string]): Bundle {
  const swap = (artefact: Artefact): Artefact => {
    if (artefact.path !== file) return artefact;
    const text = JSON.stringify(artefact.value);
    assert.ok(text.includes(from), `${file} does not hold ${from}`);
    const replaced = text.replace(from, () => to);
    return { ...artefact, value: JSON.parse(replaced) as Json, text: replaced };
  };
  return { ...bundle, artefacts: bundle.artefacts.map(swap) };
}

const protectionOf = (from: Bundle, to: Bundle) =>
  diffBundles(from, to)
    .entries.filter(({ code }) => code.startsWith('security/'))
    .map(({ code, path, risk, service }) => ({ code, path, risk, service }));

for (const { file, replace, path, risk = 'review' } of WEAKENED) {
  test(`${replace.join(' becomes ')} in ${file}`, () => {
    const weaker = changed(file, replace);
    assert.deepEqual(protectionOf(bundle, weaker), [
      { code: 'security/protection-weakened', path, risk, service: 'store' },
    ]);
    assert.deepEqual(protectionOf(weaker, bundle), [
      { code: 'security/protection-strengthened', path, risk: 'low', service: 'store' },
    ]);
  });
}

test('another user that is not root weakens nothing', () => {
  const user = changed('task-definitions/store.json', ['"user":"1000:1000"', '"user":"1001:1001"']);
  assert.deepEqual(protectionOf(bundle, user), []);
});
