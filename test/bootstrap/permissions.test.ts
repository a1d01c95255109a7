import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsOf } from '../../generator/render/plain-values.ts';
import { permits, roleOf, roles, wirings } from './rendered-roles.ts';

const DEV = 'us-west-2:111111111111';
const deploy = roleOf('shop-dev-deploy');
const execution = roleOf('shop-dev-execution');
const read = roleOf('shop-dev-read');
const tags = (by: string, environment: string) => ({
  [`aws:${by}/project`]: 'shop',
  [`aws:${by}/environment`]: environment,
});

test('what a deployment calls is allowed on its own environment, and not on another', () => {
  const calls: readonly (readonly [action: string, resource: string, facts?: object])[] = [
    ['cloudformation:DescribeStacks', `arn:aws:cloudformation:${DEV}:stack/shop-ENV-network/x`],
    ['cloudformation:ExecuteChangeSet', `arn:aws:cloudformation:${DEV}:stack/shop-ENV-platform/x`],
    ['cloudformation:DeleteStack', `arn:aws:cloudformation:${DEV}:stack/shop-ENV-platform/x`],
    ['s3:PutObject', 'arn:aws:s3:::shop-state-111111111111-us-west-2/environments/ENV/lock.json'],
    ['s3:PutObject', 'arn:aws:s3:::shop-ENV-catalog-111111111111/product-catalog.json'],
    ['s3:DeleteObjectVersion', 'arn:aws:s3:::shop-ENV-access-logs-111111111111/x'],
    ['ecs:CreateService', `arn:aws:ecs:${DEV}:service/shop-ENV/agent`],
    ['ecs:UpdateExpressGatewayService', `arn:aws:ecs:${DEV}:service/shop-ENV/ui`],
    ['ecs:StopTask', `arn:aws:ecs:${DEV}:task/shop-ENV/1`],
    ['logs:GetLogEvents', `arn:aws:logs:${DEV}:log-group:/ecs/shop-ENV/agent:log-stream:1`],
    ['logs:DeleteLogGroup', `arn:aws:logs:${DEV}:log-group:/vpc/shop-ENV-network:*`],
  ];
  for (const [action, resource] of calls) {
    assert.ok(permits(deploy, action, resource.replace('ENV', 'dev')), action);
    for (const other of ['prod', 'dev-blue', 'dev2']) {
      assert.ok(!permits(deploy, action, resource.replace('ENV', other)), `${action} ${other}`);
    }
  }
});

test('a change set is made only with the execution role, and roles go to their services only', () => {
  const stack = `arn:aws:cloudformation:${DEV}:stack/shop-dev-network/x`;
  const arn = textsOf(
    deploy.statements.find(({ fields }) => fields.Sid === 'GiveRoleToCloudFormation')?.fields
      .Resource,
  ).join();
  const create = (facts = {}) => permits(deploy, 'cloudformation:CreateChangeSet', stack, facts);
  assert.ok(create({ 'cloudformation:RoleArn': arn }));
  assert.ok(!create());
  assert.ok(!create({ 'cloudformation:RoleArn': 'arn:aws:iam::111111111111:role/admin' }));
  const pass = (resource: string, to: string) =>
    permits(deploy, 'iam:PassRole', resource, { 'iam:PassedToService': to });
  const task = 'arn:aws:iam::111111111111:role/shop-dev/x';
  assert.ok(pass(arn, 'cloudformation.amazonaws.com') && pass(task, 'ecs-tasks.amazonaws.com'));
  assert.ok(!pass(arn, 'ecs-tasks.amazonaws.com') && !pass(task, 'lambda.amazonaws.com'));
  assert.ok(!pass('arn:aws:iam::111111111111:role/admin', 'ecs-tasks.amazonaws.com'));
});

test('a definition is registered with the tags of its environment, and run in its cluster', () => {
  const family = `arn:aws:ecs:${DEV}:task-definition/shop-dev-agent:*`;
  const register = (environment: string) =>
    permits(deploy, 'ecs:RegisterTaskDefinition', family, tags('RequestTag', environment));
  assert.deepEqual([register('dev'), register('prod')], [true, false]);
  const run = (cluster: string) =>
    permits(deploy, 'ecs:RunTask', family, {
      'ecs:cluster': `arn:aws:ecs:${DEV}:cluster/${cluster}`,
    });
  assert.deepEqual([run('shop-dev'), run('shop-prod')], [true, false]);
});

test('CloudFormation makes no role without the boundary, and takes it from none', () => {
  const role = 'arn:aws:iam::111111111111:role/shop-dev/x';
  const boundary = {
    'iam:PermissionsBoundary': 'arn:aws:iam::111111111111:policy/shop-dev-boundary',
  };
  for (const action of ['iam:CreateRole', 'iam:PutRolePermissionsBoundary']) {
    assert.ok(permits(execution, action, role, boundary), action);
    assert.ok(!permits(execution, action, role), action);
    const other = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };
    assert.ok(!permits(execution, action, role, other), action);
  }
  assert.ok(!permits(execution, 'iam:DeleteRolePermissionsBoundary', role, boundary));
  const attach = (policy: string) =>
    permits(execution, 'iam:AttachRolePolicy', role, { ...boundary, 'iam:PolicyARN': policy });
  assert.ok(attach('arn:aws:iam::111111111111:policy/shop-dev/x'));
  assert.ok(!attach('arn:aws:iam::aws:policy/AdministratorAccess'));
});

test('CloudFormation touches neither the roles of deployments nor what another environment owns', () => {
  for (const name of ['shop-dev-deploy', 'shop-dev-execution', 'shop-prod-deploy']) {
    const arn = `arn:aws:iam::111111111111:role/${name}`;
    for (const action of ['iam:UpdateAssumeRolePolicy', 'iam:AttachRolePolicy', 'iam:DeleteRole']) {
      assert.ok(!permits(execution, action, arn), `${action} ${name}`);
    }
  }
  const policy = 'arn:aws:iam::111111111111:policy/shop-dev-boundary';
  assert.ok(!permits(execution, 'iam:CreatePolicyVersion', policy));
  const vpc = `arn:aws:ec2:${DEV}:vpc/vpc-1`;
  const remove = (environment: string) =>
    permits(execution, 'ec2:DeleteVpc', vpc, tags('ResourceTag', environment));
  assert.deepEqual([remove('dev'), remove('prod')], [true, false]);
  const key = `arn:aws:kms:${DEV}:key/1`;
  const take = { ...tags('RequestTag', 'dev'), ...tags('ResourceTag', 'prod') };
  assert.ok(
    !permits(execution, 'kms:TagResource', key, take),
    'a key of another is not taken over',
  );
});

test('tags of log groups are asked for by an ARN without the star, all else by one with it', () => {
  for (const action of ['logs:TagResource', 'logs:UntagResource', 'logs:ListTagsForResource']) {
    const permitted = [
      '/ecs/shop-dev/agent',
      '/vpc/shop-dev-network',
      '/vpc/shop-dev-network-2',
    ].map((name) => permits(execution, action, `arn:aws:logs:${DEV}:log-group:${name}`));
    assert.deepEqual(permitted, [true, true, false], action);
  }
  assert.ok(
    permits(
      execution,
      'logs:CreateLogGroup',
      `arn:aws:logs:${DEV}:log-group:/vpc/shop-dev-network:*`,
    ),
  );
});

/** How actions begin that look and change nothing; starting to look for drift is one of them. */
const LOOKS = /^[a-z0-9-]+:(?:Describe|List|Get|BatchGet|Filter|Detect)/;

test('the role that looks can change nothing', () => {
  const actions = read.statements.flatMap(({ fields }) => textsOf(fields.Action));
  assert.deepEqual(
    actions.filter((action) => !LOOKS.test(action)),
    [],
  );
});

test('no role has wildcards among its actions, and none has both NotAction and an allowance', () => {
  for (const [name, role] of roles) {
    for (const { fields } of role.statements) {
      const actions = textsOf(fields.Action);
      assert.ok(actions.length > 0 && !actions.some((one) => one.includes('*')), name);
      assert.ok(fields.Sid, `${name}: a statement says what it is for`);
    }
  }
});

/** IAM quotas: characters of a managed policy without white space, policies attached to a role. */
const QUOTA = { characters: 6144, policies: 10 };

test('policies are as long, and as many, as IAM allows', () => {
  const policies = wirings.flatMap((wiring) => wiring.resourcesOf('AWS::IAM::ManagedPolicy'));
  for (const { id, properties } of policies) {
    const { length } = JSON.stringify(properties.PolicyDocument).replace(/\s/g, '');
    assert.ok(length <= QUOTA.characters, `${id}: ${length}`);
  }
  for (const [name, { statements }] of roles) {
    const attached = new Set(statements.map(({ resource }) => resource));
    assert.ok(attached.size <= QUOTA.policies, name);
  }
});

test('every role that a stack of an environment makes has the boundary of the environment', () => {
  for (const { manifest, resourcesOf } of wirings.filter((one) => one.manifest.target === 'aws')) {
    for (const { id, properties } of resourcesOf('AWS::IAM::Role')) {
      const boundary = String(manifest.roles?.deploy)
        .replace(':role/', ':policy/')
        .replace(/-deploy$/, '-boundary');
      assert.equal(properties.PermissionsBoundary, boundary, id);
    }
  }
});

test('the manifest names the roles that the stacks of its account make', () => {
  for (const { manifest } of wirings.filter((one) => one.manifest.target === 'aws')) {
    for (const arn of Object.values(manifest.roles ?? {})) {
      const name = arn.split('/').at(-1) ?? '';
      const role = roles.get(name);
      assert.ok(role, arn);
      assert.equal(arn.split(':')[4], manifest.account);
    }
  }
});
