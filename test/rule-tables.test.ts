import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fixedCodes, type RuleEntry } from '../generator/diagnostics.ts';
import { ruleTables } from '../generator/reference/tables.ts';
import { makeBase, matches, readCorpus, runCase } from './support/corpus.ts';

const cases = readCorpus().flatMap((one) => one.cases);
const casesOf = (code: string) => cases.filter((one) => one.code === code);
const entries = ruleTables.flatMap(({ table }) => table);

/** Codes of running services, of clones and of AWS, not of an input: tested beside `generator/local/`, `git/` and `deploy/`. */
const ABOUT_OTHERS = /^(local|git|deploy|probe)\//;

let base: string;
before(async () => {
  base = await makeBase();
});
after(() => rmSync(base, { recursive: true, force: true }));

test('every rule and every code has a broken input', () => {
  const codes = [...entries.map(({ code }) => code), ...Object.keys(fixedCodes)];
  assert.deepEqual(
    codes.filter((code) => casesOf(code).length === 0 && !ABOUT_OTHERS.test(code)),
    [],
  );
});

test('no broken input asks for a code that nobody gives, and no code is given twice', () => {
  const codes = [...entries.map(({ code }) => code), ...Object.keys(fixedCodes)];
  assert.equal(new Set(codes).size, codes.length);
  assert.deepEqual(
    cases.filter(({ code }) => !codes.includes(code)),
    [],
  );
});

for (const { name, table } of ruleTables) {
  test(`without any one of ${name} a broken input is no longer told`, async () => {
    const missed: string[] = [];
    for (const rule of [...table]) {
      if (!(await someCaseFailsWithout(rule, table as RuleEntry[]))) missed.push(rule.code);
    }
    assert.deepEqual(missed, []);
  });
}

/** Takes the rule out of its table, runs its broken inputs, and puts it back. */
async function someCaseFailsWithout(rule: RuleEntry, table: RuleEntry[]): Promise<boolean> {
  const place = table.indexOf(rule);
  table.splice(place, 1);
  try {
    for (const one of casesOf(rule.code)) {
      const { diagnostics } = await runCase(one, base);
      if (!diagnostics.some((found) => matches(found, one))) return true;
    }
    return false;
  } finally {
    table.splice(place, 0, rule);
  }
}
