import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundationModelOf, partsOfModel } from './models.ts';

const PLACE = { partition: 'aws', region: 'us-west-2', account: '111122223333' };
const BEDROCK = 'arn:aws:bedrock';

test('a model is itself, a profile is also the profile, a global one also the model in no Region', () => {
  const model = 'amazon.nova-2-lite-v1:0';
  const here = `${BEDROCK}:us-west-2::foundation-model/${model}`;
  const profile = (id: string) => `${BEDROCK}:us-west-2:111122223333:inference-profile/${id}`;
  assert.deepEqual(partsOfModel(model, PLACE), [here]);
  assert.deepEqual(partsOfModel(`us.${model}`, PLACE), [profile(`us.${model}`), here]);
  assert.deepEqual(partsOfModel(`global.${model}`, PLACE), [
    profile(`global.${model}`),
    here,
    `${BEDROCK}:::foundation-model/${model}`,
  ]);
});

test('other texts are no models', () => {
  const texts = ['', 'amazon.com', 'us.example.com', 'nova', 'offline.rules-v1', 'production'];
  assert.deepEqual(
    texts.map(foundationModelOf),
    texts.map(() => undefined),
  );
  assert.equal(foundationModelOf('us.anthropic.claude-x-v1:0'), 'anthropic.claude-x-v1:0');
});
