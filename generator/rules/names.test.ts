import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameLimits } from './aws-names.ts';
import { checkName } from './names.ts';

/** A name of that kind and length, and names that AWS refuses. */
const SAMPLES: Readonly<Record<string, { good: string; bad: readonly string[] }>> = {
  'S3 bucket': { good: 'a', bad: ['ab..cd', 'Abc', 'a_b', '-abc', 'abc-', 'xn--abc', 'ab'] },
  'ECS cluster': { good: 'a', bad: ['a b', 'a.b', ''] },
  'ECS service': { good: 'a', bad: ['a/b', ''] },
  'task definition family': { good: 'a', bad: ['a:1', ''] },
  'Service Connect port and discovery name': { good: 'a', bad: ['-a', 'A', 'a.b'] },
  'Service Connect DNS name': { good: 'a', bad: ['-a', 'A', 'a b'] },
  'Cloud Map namespace': { good: 'a', bad: ['a b', 'ä'] },
  'CloudWatch log group': { good: 'a', bad: ['a b', 'aws/a', 'a:b'] },
  'KMS alias': { good: 'alias/a', bad: ['a', 'alias/aws/a', 'alias/a.b'] },
  'ECR repository': { good: 'a', bad: ['A/b', 'a//b', 'a/', 'a--b', 'a'] },
  'CloudFormation stack': { good: 'a', bad: ['1a', 'a_b', '-a'] },
  'CloudFormation parameter': { good: 'a', bad: ['a_b', 'a-b', ''] },
};

for (const limit of nameLimits) {
  test(`the limit of a ${limit.what} holds to the character`, () => {
    const { good, bad } = SAMPLES[limit.what] as (typeof SAMPLES)[string];
    const longest = good.padEnd(limit.max, 'a');
    const check = (name: string) => checkName(limit, { name, path: [] });
    assert.deepEqual(check(longest), []);
    assert.match(check(`${longest}aaa`)[0]?.hint ?? '', / by 3$/);
    for (const name of bad) assert.equal(check(name).length, 1, name);
  });
}
