import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { deadlineOf } from './deadline.ts';

const plain: RegisterTaskDefinitionRequest = {
  family: 'f',
  containerDefinitions: [{ name: 'main', stopTimeout: 60 }],
};
const healthCheck = { command: ['CMD', 'true'], interval: 15, timeout: 5, retries: 3 };
const withCheck = (more: object): RegisterTaskDefinitionRequest => ({
  ...plain,
  containerDefinitions: [
    { name: 'main', stopTimeout: 60, healthCheck: { ...healthCheck, ...more } },
  ],
});
const rolling = {
  desiredCount: 4,
  deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
};
const seconds = (task: RegisterTaskDefinitionRequest, service: Parameters<typeof deadlineOf>[1]) =>
  deadlineOf(task, service) / 1000;

test('one wave is two tries to start, one stop and some slack', () => {
  assert.equal(seconds(plain, rolling), 2 * (90 + 90 + 30) + 60 + 60);
});

test('a health check adds its start period and all of its checks', () => {
  const checked = seconds(withCheck({ startPeriod: 30 }), rolling);
  assert.equal(checked, 2 * (90 + 90 + (30 + 15 * 4 + 5)) + 60 + 60);
  assert.equal(seconds(withCheck({ startPeriod: 130 }), rolling) - checked, 2 * 100);
});

test('what the file leaves out counts as ECS takes it', () => {
  const bare: RegisterTaskDefinitionRequest = {
    family: 'f',
    containerDefinitions: [{ healthCheck: { command: ['CMD', 'true'] } }],
  };
  assert.equal(seconds(bare, rolling), 2 * (90 + 90 + (30 * 4 + 5)) + 30 + 60);
});

test('narrow percentages make more waves, but not for a service that is new', () => {
  const narrow = {
    desiredCount: 4,
    deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 125 },
  };
  const one = 2 * 210 + 60;
  assert.equal(seconds(plain, narrow), 4 * one + 60);
  assert.equal(seconds(plain, { ...narrow, isNew: true }), one + 60);
});

test('a load balancer’s draining and the bake times of a canary are waited for', () => {
  const drained = { ...rolling, loadBalancers: [{ targetGroupArn: 'arn:tg' }] };
  assert.equal(seconds(plain, drained) - seconds(plain, rolling), 300);
  const canary = {
    ...rolling,
    deploymentConfiguration: {
      ...rolling.deploymentConfiguration,
      bakeTimeInMinutes: 3,
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 3 },
    },
  };
  assert.equal(seconds(plain, canary) - seconds(plain, rolling), 360);
});

test('a service of no tasks, or one that can never roll, still has an end', () => {
  assert.equal(seconds(plain, { desiredCount: 0 }), 2 * 210 + 60 + 60);
  const stuck = {
    desiredCount: 1,
    deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 },
  };
  assert.equal(seconds(plain, stuck), 2 * 210 + 60 + 60);
});

test('an Express service has a load balancer and a canary, though nobody says so', () => {
  const express = { ...rolling, resourceManagementType: 'ECS' as const };
  assert.equal(seconds(plain, express) - seconds(plain, rolling), 300 + 360);
});
