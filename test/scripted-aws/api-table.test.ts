import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { APIS, operationOf } from './api-table.ts';
import { awsOf, startScriptedAws } from './scripted-aws.ts';

const here = import.meta.dirname;
const texts = globSync('**/*.ts', { cwd: here })
  .filter((file) => /test|bring-up/.test(file))
  .map((file) => readFileSync(join(here, file), 'utf8'))
  .join('\n');

test('every operation is one that the SDK knows, and is sent by a test', () => {
  for (const api of Object.values(APIS)) {
    for (const name of Object.keys(api.handlers)) {
      assert.equal(operationOf(api, name).name, name);
      assert.match(texts, new RegExp(`new ${name}Command\\(`), `no test sends ${name}`);
    }
  }
});

test('an operation that the double lacks says so, and is not tried again', async (t) => {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  await assert.rejects(aws.ecs.send(new ListClustersCommand({})), /does not know ListClusters/);
  await assert.rejects(
    aws.ec2.send(new DescribeRegionsCommand({})),
    /does not know DescribeRegions/,
  );
  assert.equal(scripted.log.length, 2);
});
