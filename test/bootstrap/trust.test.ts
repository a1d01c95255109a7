import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderRepository } from '../../generator/bundle/render-repository.ts';
import { fieldsOf, textsOf } from '../../generator/render/plain-values.ts';
import { readWiring } from '../../generator/wiring/wiring.ts';
import { repository } from '../support/scratch.ts';
import { roleOf, roles, trusts } from './rendered-roles.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const token = (sub: string, aud = 'sts.amazonaws.com') => ({
  [`${GITHUB}:aud`]: aud,
  [`${GITHUB}:sub`]: sub,
});
const REPOSITORY = 'repo:example-org/mcp-on-ecs';

const TAKEN: Readonly<Record<string, string>> = {
  'shop-dev-deploy': 'dev',
  'shop-prod-deploy': 'prod',
  'shop-prod-read': 'prod-read',
  'shop-push-images': 'images',
};

for (const [name, environment] of Object.entries(TAKEN)) {
  test(`${name} is taken from the GitHub Environment ${environment}, and from nowhere else`, () => {
    const role = roleOf(name);
    assert.ok(trusts(role, token(`${REPOSITORY}:environment:${environment}`)));
    for (const sub of [
      `repo:someone/mcp-on-ecs:environment:${environment}`,
      `repo:example-org/mcp-on-ecs-2:environment:${environment}`,
      `${REPOSITORY}:environment:${environment}-2`,
      `${REPOSITORY}:environment:other`,
      `${REPOSITORY}:ref:refs/heads/main`,
      `${REPOSITORY}:pull_request`,
    ]) {
      assert.ok(!trusts(role, token(sub)), sub);
    }
    const audience = token(`${REPOSITORY}:environment:${environment}`, 'other.example.com');
    assert.ok(!trusts(role, audience));
  });
}

test('a repository with ids is trusted in both forms of its name', () => {
  const ids = 'github.ids={owner: 12, repository: 34}';
  const { bundles } = renderRepository(repository, ['bootstrap'], { settings: [ids] });
  const found = bundles.flatMap((bundle) => readWiring(bundle).roles);
  const role = found.find(({ resource }) => resource.properties.RoleName === 'shop-dev-deploy');
  assert.ok(role);
  assert.ok(trusts(role, token(`${REPOSITORY}:environment:dev`)));
  assert.ok(trusts(role, token('repo:example-org@12/mcp-on-ecs@34:environment:dev')));
  assert.ok(!trusts(role, token('repo:example-org@12/mcp-on-ecs@35:environment:dev')));
});

test('CloudFormation alone takes an execution role, for its own account', () => {
  for (const [name, role] of roles) {
    if (!name.endsWith('-execution')) continue;
    const [statement, ...more] = role.trust;
    assert.equal(more.length, 0);
    assert.deepEqual(statement?.fields.Principal, { Service: 'cloudformation.amazonaws.com' });
    const condition = fieldsOf(fieldsOf(statement?.fields.Condition).StringEquals);
    assert.match(textsOf(condition['aws:SourceAccount']).join(), /^\d{12}$/);
  }
});
