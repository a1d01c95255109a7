import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EcsInputs, EcsKind } from '../../wiring/ecs-input.ts';
import { lengths, ranges } from './bounds.ts';
import { closedLists } from './closed-lists.ts';
import type { EcsCheck } from './ecs-rule.ts';
import { ecsRules } from './ecs-rules.ts';
import { namePatterns } from './name-patterns.ts';
import { valuesAt } from './select-values.ts';

const SURROUNDINGS = { target: 'aws', region: 'us-west-2' } as const;

const VALUE_RULES = ['ecs/allowed-value', 'ecs/range', 'ecs/list-length', 'ecs/name'];

/** A file in which nothing but that member stands. */
function fileWith(member: string, value: unknown): unknown {
  return member
    .split('.')
    .reverse()
    .reduce<unknown>((inner, step) => (step === '*' ? [inner] : { [step]: inner }), value);
}

function codesFor(of: EcsKind, member: string, value: unknown): string[] {
  const base = of === 'scaling' ? { target: {}, policies: [{}] } : {};
  const input = { ...base, ...(fileWith(member, value) as object) } as EcsInputs[EcsKind];
  return ecsRules
    .filter(({ code }) => VALUE_RULES.includes(code))
    .flatMap(({ code, check }) => {
      const found = (check[of] as EcsCheck<EcsKind> | undefined)?.(input, SURROUNDINGS) ?? [];
      return found.map(() => code);
    });
}

describe('a closed list takes its values and nothing else', () => {
  for (const { of, member, values } of closedLists) {
    test(`${of} ${member}`, () => {
      assert.deepEqual(
        values.flatMap((value) => codesFor(of, member, value)),
        [],
      );
      assert.ok(codesFor(of, member, 'NOBODY-KNOWS').includes('ecs/allowed-value'));
    });
  }
});

describe('bounds are both allowed, and nothing beyond', () => {
  for (const { of, member, min, max } of ranges) {
    test(`${of} ${member}`, () => {
      assert.deepEqual(
        [min, max].flatMap((value) => codesFor(of, member, value)),
        [],
      );
      for (const wrong of [min - 1, min + 0.5, max + 1]) {
        if (Number.isSafeInteger(wrong) || wrong === min + 0.5) {
          assert.deepEqual(codesFor(of, member, wrong), ['ecs/range'], String(wrong));
        }
      }
    });
  }
});

describe('lists have their fewest and their most items, and no more', () => {
  for (const { of, member, min, max } of lengths) {
    test(`${of} ${member}`, () => {
      const codes = (length: number) =>
        codesFor(
          of,
          member,
          Array.from({ length }, () => ({})),
        );
      assert.ok(!codes(max).includes('ecs/list-length'));
      assert.ok(codes(max + 1).includes('ecs/list-length'));
      assert.equal(codes(min - 1 < 0 ? max + 1 : min - 1).includes('ecs/list-length'), true);
    });
  }
});

describe('names keep to their alphabet', () => {
  for (const { of, member } of namePatterns) {
    test(`${of} ${member}`, () => {
      assert.deepEqual(codesFor(of, member, 'name'), []);
      for (const wrong of ['', 'na\u00efve', `${'x'.repeat(1_000)} `]) {
        assert.ok(codesFor(of, member, wrong).includes('ecs/name'), wrong);
      }
    });
  }
});

test('a pattern names the items of lists and the entries of maps', () => {
  const value = { a: [{ b: 1 }, { c: 2 }, { b: 3 }], d: { e: { b: 4 } } };
  assert.deepEqual(valuesAt(value, 'a.*.b'), [
    { path: ['a', 0, 'b'], value: 1 },
    { path: ['a', 2, 'b'], value: 3 },
  ]);
  assert.deepEqual(valuesAt(value, 'd.*.b'), [{ path: ['d', 'e', 'b'], value: 4 }]);
  assert.deepEqual(valuesAt(value, 'a.*.z'), []);
});
