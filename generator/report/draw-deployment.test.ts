import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Plan, PlanStep } from '../deploy/plan/plan.ts';
import type { DeploymentRecord } from '../deploy/state/record.ts';
import type { EnvironmentStatus } from '../deploy/status/read-status.ts';
import { drawDrift } from './draw-drift.ts';
import { drawHistory } from './draw-history.ts';
import { drawPlan } from './draw-plan.ts';
import { drawStatus } from './draw-status.ts';

const stack: PlanStep = {
  phase: 'stacks',
  stack: 'network',
  stackName: 'shop-dev-network',
  action: 'update',
  status: 'CREATE_COMPLETE',
  changes: [
    {
      logicalId: 'Vpc',
      type: 'AWS::EC2::VPC',
      impact: 'replaced',
      properties: [],
      isData: false,
      isRetained: false,
    },
    {
      logicalId: 'Catalog',
      type: 'AWS::S3::Bucket',
      impact: 'removed',
      properties: [],
      isData: true,
      isRetained: true,
    },
  ],
  others: ['Outputs'],
  parameters: [{ key: 'VpcCidr', before: '10.0.0.0/16', after: '10.1.0.0/16' }],
  protection: { before: false, after: true },
  waitsFor: [],
  templateHash: 'abc',
};

const service: PlanStep = {
  phase: 'services',
  service: 'search',
  operation: 'CreateService',
  action: 'update',
  dependsOn: [],
  taskDefinition: { family: 'shop-dev-search', action: 'register' },
  changes: [{ path: 'desiredCount', before: 1, after: 2 }],
  restarts: true,
};

const planOf = (...steps: PlanStep[]): Plan => ({
  schema: 'plan/v1',
  environment: 'dev',
  account: '111111111111',
  region: 'us-west-2',
  manifestHash: 'abc',
  options: { prune: false, seed: false, allowReplace: [] },
  live: {},
  steps,
});

test('a plan says in order what happens, why, and where data goes', () => {
  assert.deepEqual(drawPlan(planOf(stack, service)).split('\n'), [
    'dev (account 111111111111, us-west-2): 2 steps',
    '  ~ stack network: is updated',
    '      Vpc (AWS::EC2::VPC): replaced',
    '      Catalog (AWS::S3::Bucket): removed, data',
    '      Outputs: updated',
    '      VpcCidr: 10.0.0.0/16 → 10.1.0.0/16',
    '      termination protection: off → on',
    '  ~ service search: is updated (starts new tasks)',
    '      a new revision of shop-dev-search is registered',
    '      desiredCount: 1 → 2',
  ]);
});

test('a plan without changes says so in its first line', () => {
  assert.match(
    drawPlan(planOf({ ...service, action: 'none', changes: [] })),
    /: nothing to change\n/,
  );
});

const record: DeploymentRecord = {
  schema: 'record/v1',
  number: 7,
  environment: 'dev',
  action: 'rollback',
  restores: 5,
  result: 'failed',
  by: 'ada\n::error::x',
  commit: '0123456789abcdef',
  isChanged: true,
  manifestHash: 'abc',
  started: '2026-11-25T12:00:00.000Z',
  stacks: [{ stack: 'network', action: 'updated' }],
  services: [
    { service: 'search', action: 'update', taskDefinition: 'a:2', before: 'a:1' },
    { service: 'page', action: 'none', taskDefinition: 'b:1', before: 'b:1' },
  ],
  failures: ['it was ill'],
};

test('history is a row a deployment, with why it failed below it', () => {
  const [head, row, why] = drawHistory('dev', [record]).split('\n');
  assert.match(head ?? '', /^no\s+started/);
  assert.match(
    row ?? '',
    /^7\s+2026-11-25 12:00:00\s+failed\s+rollback to 5\s+0123456789ab\+\s+ada ::error::x\s+stack network, search$/,
  );
  assert.equal(why, '      it was ill');
  assert.equal(drawHistory('dev', []), 'dev: nothing was deployed yet');
});

test('status says of each service how it is, which revision and commit, and where it is reached', () => {
  const status: EnvironmentStatus = {
    environment: 'dev',
    account: '111111111111',
    region: 'us-west-2',
    stacks: [{ stack: 'network', status: 'CREATE_COMPLETE' }],
    services: [
      {
        service: 'search',
        status: 'ACTIVE',
        desired: 2,
        running: 1,
        pending: 1,
        revision: 'shop-dev-search:3',
        commit: '0123456789abcdef',
        health: 'degraded',
        endpoint: 'https://x.example.com',
        hasContract: true,
        event: 'was unable to place a task',
      },
    ],
    last: record,
    lockedBy: 'ada, apply since noon',
  };
  const drawn = drawStatus(status);
  assert.match(drawn, /search\s+degraded\s+1\/2\s+shop-dev-search:3\s+0123456789ab\s+https:\/\/x/);
  assert.match(drawn, /search: was unable to place a task/);
  assert.match(drawn, /last run: 7, rollback failed/);
  assert.match(drawn, /being changed by ada/);
});

test('drift tells of files that were not applied and of resources that were changed past CloudFormation', () => {
  const none = { environment: 'dev', steps: [], resources: [], unchecked: [], plan: planOf() };
  assert.equal(drawDrift(none), 'dev: no drift');
  const drawn = drawDrift({
    ...none,
    steps: [service],
    resources: [
      {
        stack: 'platform',
        resource: 'Logs',
        type: 'AWS::Logs::LogGroup',
        state: 'modified',
        details: [{ path: 'RetentionInDays', before: '30', after: '1' }],
      },
    ],
  });
  assert.match(drawn, /^dev: 2 things differ/);
  assert.match(
    drawn,
    /stack platform: Logs \(AWS::Logs::LogGroup\) modified past CloudFormation\n {6}RetentionInDays: 30 → 1/,
  );
});
