import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteSecurityGroupCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import { awsOf, startScriptedAws } from '../scripted-aws.ts';

test('groups are found by filters, in pages, and can’t go while they are used', async (t) => {
  const scripted = await startScriptedAws(t);
  const { securityGroups, interfaces } = scripted.state.ec2;
  for (let index = 0; index < 6; index++) {
    const id = `sg-${index}`;
    const tags = { managed: index % 2 === 0 ? 'yes' : 'no' };
    securityGroups.set(id, { id, name: `app-${index}`, vpcId: 'vpc-1', tags });
  }
  const eni = { id: 'eni-1', groups: ['sg-0'], subnetId: 'subnet-1', address: '10.0.0.4' };
  interfaces.set(eni.id, eni);
  const { ec2 } = awsOf(scripted);
  const find = (Name: string, Value: string, NextToken?: string) =>
    ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name, Values: [Value] }], NextToken }),
    );
  const first = await find('vpc-id', 'vpc-1');
  const second = await find('vpc-id', 'vpc-1', first.NextToken);
  assert.deepEqual([first.SecurityGroups?.length, second.SecurityGroups?.length], [5, 1]);
  const ids = (found: typeof first) => found.SecurityGroups?.map(({ GroupId }) => GroupId);
  assert.deepEqual(ids(await find('tag:managed', 'no')), ['sg-1', 'sg-3', 'sg-5']);
  assert.deepEqual(ids(await find('group-name', '*-3')), ['sg-3']);

  const used = await ec2.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'group-id', Values: ['sg-0'] }] }),
  );
  assert.deepEqual(
    used.NetworkInterfaces?.map((one) => one.PrivateIpAddress),
    ['10.0.0.4'],
  );
  const remove = (GroupId: string) => ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
  await assert.rejects(remove('sg-0'), { name: 'DependencyViolation' });
  interfaces.clear();
  await remove('sg-0');
  await assert.rejects(remove('sg-0'), { name: 'InvalidGroup.NotFound' });
});
