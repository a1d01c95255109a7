import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planBuild } from './plan-builds.ts';

const service = {
  name: 'front',
  source: 'services/front',
  architecture: 'ARM64',
  repository: '111111111111.dkr.ecr.us-west-2.amazonaws.com/shop/front',
};

test('an image is built on a machine of its architecture and pushed as the registry’s role', () => {
  assert.deepEqual(planBuild(service), {
    service: 'front',
    dockerfile: 'services/front/Dockerfile',
    repository: service.repository,
    registry: '111111111111.dkr.ecr.us-west-2.amazonaws.com',
    region: 'us-west-2',
    role: 'arn:aws:iam::111111111111:role/shop-push-images',
    platform: 'linux/arm64',
    runner: 'ubuntu-24.04-arm',
  });
  assert.equal(planBuild({ ...service, architecture: 'X86_64' }).platform, 'linux/amd64');
});

test('in China the role is of its partition', () => {
  const repository = '111111111111.dkr.ecr.cn-north-1.amazonaws.com.cn/shop/front';
  assert.match(planBuild({ ...service, repository }).role, /^arn:aws-cn:iam::111111111111:/);
});

test('an architecture without a runner and a registry elsewhere are told', () => {
  assert.throws(() => planBuild({ ...service, architecture: 'RISCV' }), /front runs on RISCV/);
  assert.throws(
    () => planBuild({ ...service, repository: 'docker.io/shop/front' }),
    /no repository/,
  );
});
