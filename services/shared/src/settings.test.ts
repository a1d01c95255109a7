import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { integer, port, readSettings, SettingsError } from './settings.ts';

const schema = z.object({
  NAME: z.string(),
  PORT: port,
  LIMIT: integer(1, 10).default(5),
  MODE: z.enum(['fast', 'safe']).optional(),
});

function problemsOf(environment: NodeJS.ProcessEnv, of: z.ZodType = schema): readonly string[] {
  try {
    readSettings(of, environment);
    return [];
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error.problems;
  }
}

test('values are read, numbers as numbers, and other variables left out', () => {
  const environment = { NAME: 'x', PORT: '8080', HOME: '/root' };
  assert.deepEqual(readSettings(schema, environment), { NAME: 'x', PORT: 8080, LIMIT: 5 });
});

test('all problems come at once, by the names of the variables', () => {
  const problems = problemsOf({ PORT: '0', LIMIT: '11', MODE: 'slow' });
  assert.deepEqual(
    problems.map((problem) => problem.split(/[: ]/)[0]),
    ['NAME', 'PORT', 'LIMIT', 'MODE'],
  );
});

test('an empty variable counts as missing, also where there is a default', () => {
  assert.deepEqual(problemsOf({ NAME: '', PORT: '1' }), ['NAME is not set']);
  assert.equal(readSettings(schema, { NAME: 'x', PORT: '1', LIMIT: '' }).LIMIT, 5);
});

test('a number must be whole, and within its bounds', () => {
  for (const wrong of ['1.5', '-1', '0x10', '1e2', ' 1', 'one', '99999999999999999999']) {
    assert.equal(problemsOf({ NAME: 'x', PORT: wrong }).length, 1, wrong);
  }
  assert.deepEqual(problemsOf({ NAME: 'x', PORT: '70000' }), ['PORT: must be at most 65535']);
});

test('a problem never repeats the value', () => {
  const problems = problemsOf({ NAME: 'x', PORT: 'hunter2', LIMIT: 'hunter2', MODE: 'hunter2' });
  assert.equal(problems.length, 3);
  assert.ok(!problems.join().includes('hunter2'));
});

test('a rule over several variables speaks for itself', () => {
  const ruled = schema.refine(({ NAME }) => NAME !== 'bad', { message: 'NAME and PORT disagree' });
  assert.deepEqual(problemsOf({ NAME: 'bad', PORT: '1' }, ruled), ['NAME and PORT disagree']);
});
