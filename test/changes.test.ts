import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, suite, test } from 'node:test';
import type { Entry } from '../generator/diff/entry.ts';
import { entryKinds } from '../generator/diff/entry-kinds.ts';
import {
  type ChangeCase,
  isExpected,
  makeChangesBase,
  readChanges,
  runChange,
} from './support/change-cases.ts';

const all = readChanges();
let base: string;
before(() => {
  base = makeChangesBase();
});
after(() => rmSync(base, { recursive: true, force: true }));

for (const { file, cases } of all) {
  suite(`changes of ${file}`, () => {
    for (const one of cases) test(one.title, () => check(one));
  });
}

function check(one: ChangeCase): void {
  const { entries, rollouts, risk } = runChange(one, base);
  const drawn = entries.map(draw).join('\n');
  for (const expected of one.entries) {
    const found = entries.filter((entry) => isExpected(entry, expected));
    assert.ok(found.length > 0, `nothing is ${JSON.stringify(expected)} among\n${drawn}`);
  }
  if (!one.others) {
    const more = entries.filter(
      (entry) => !one.entries.some((expected) => isExpected(entry, expected)),
    );
    assert.deepEqual(more.map(draw), []);
  }
  for (const code of one.never ?? []) {
    const found = entries.filter((entry) => `${entry.code}/`.startsWith(`${code}/`));
    assert.deepEqual(found.map(draw), []);
  }
  if (one.risk) assert.equal(risk, one.risk, drawn);
  if (!one.rollouts) return;
  const asked = one.rollouts.map((rollout) => Object.keys(rollout));
  const shown = rollouts.map((rollout, index) =>
    Object.fromEntries(
      (asked[index] ?? ['service']).map((key) => [key, Reflect.get(rollout, key)]),
    ),
  );
  assert.deepEqual(shown, one.rollouts, JSON.stringify(rollouts, undefined, 2));
}

const draw = ({ code, risk, subject, path, message }: Entry) =>
  `${code} (${risk}) ${subject}${path ? ` · ${path}` : ''}: ${message}`;

/** Not made by an edit of a config; `generator/diff/diff-repository.test.ts` makes them. */
const WHOLE = new Set(['environment/added', 'environment/removed', 'stack/added', 'stack/removed']);

test('every kind of entry has a change that makes it', () => {
  const made = new Set(
    all.flatMap(({ cases }) => cases.flatMap((one) => one.entries.map(({ code }) => code))),
  );
  const missing = Object.keys(entryKinds).filter(
    (code) => !made.has(code as Entry['code']) && !WHOLE.has(code),
  );
  assert.deepEqual(missing, []);
});
