import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsOf } from '../../generator/render/plain-values.ts';
import { roles, wirings } from './rendered-roles.ts';
import { MAKING, TAGGING } from './resource-actions.ts';
import { LOOKING } from './resource-looks.ts';

const used = new Set(
  wirings
    .filter(({ manifest }) => manifest.target === 'aws')
    .flatMap(({ stacks }) => stacks)
    .flatMap(({ resources }) => resources)
    .map(({ type }) => type),
);
const needed = [...new Set([...used].flatMap((type) => MAKING[type] ?? []).concat(TAGGING))].sort();

test('every resource type of the stacks says what making it takes, and no other type does', () => {
  assert.deepEqual(Object.keys(MAKING).sort(), [...used].sort());
  assert.deepEqual(Object.keys(LOOKING).sort(), [...used].sort());
});

for (const [name, { statements }] of roles) {
  const looking = statements.filter(({ resource }) => resource.id === 'ReadResourcesPolicy');
  if (looking.length === 0) continue;
  test(`${name} may look at resources as CloudFormation does, and no further`, () => {
    const actions = looking.flatMap(({ fields }) => textsOf(fields.Action));
    const looks = [...used].flatMap((type) => LOOKING[type] ?? []);
    assert.deepEqual([...new Set(actions)].sort(), [...new Set(looks)].sort());
  });
}

for (const [name, { statements }] of roles) {
  if (!name.endsWith('-execution')) continue;
  test(`${name} may do just what making the resources of the stacks takes`, () => {
    const making = statements.filter(({ resource }) => resource.id !== 'ReadResourcesPolicy');
    const actions = new Set(making.flatMap(({ fields }) => textsOf(fields.Action)));
    assert.deepEqual([...actions].sort(), needed);
  });
}
