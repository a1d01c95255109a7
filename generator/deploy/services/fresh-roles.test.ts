import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withFreshRoles } from './fresh-roles.ts';

/** A clock on which waiting takes no time. */
function jumping() {
  let time = 0;
  return {
    now: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

const REFUSALS = [
  'ECS was unable to assume the role that was provided for this task',
  'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
  'AWS was not able to validate the provided access credentials',
  'User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: sts:AssumeRole on resource: c',
  'Cannot assume role arn:aws:iam::1:role/a',
];

for (const message of REFUSALS) {
  test(`a role that is not seen yet is waited for: ${message.slice(0, 40)}`, async () => {
    let calls = 0;
    const answer = await withFreshRoles(jumping(), async () => {
      calls += 1;
      if (calls < 4) throw new Error(message);
      return 'done';
    });
    assert.deepEqual([answer, calls], ['done', 4]);
  });
}

test('a role that is never seen ends the wait after two minutes with its own error', async () => {
  const clock = jumping();
  const refusal = new Error('Cannot assume role arn:aws:iam::1:role/a');
  const never = withFreshRoles(clock, () => Promise.reject(refusal));
  await assert.rejects(never, refusal);
  assert.equal(clock.now(), 120_000);
});

test('any other error is thrown at once', async () => {
  const clock = jumping();
  const refusal = new Error('Invalid security group');
  await assert.rejects(
    withFreshRoles(clock, () => Promise.reject(refusal)),
    refusal,
  );
  assert.equal(clock.now(), 0);
});
