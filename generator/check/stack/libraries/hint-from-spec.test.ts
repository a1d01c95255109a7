import assert from 'node:assert/strict';
import { test } from 'node:test';
import { templateOf } from '../fixtures/small-stack.ts';
import { loadSpecHints } from './hint-from-spec.ts';

const template = templateOf(`
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Other: {Type: Custom::Thing}
`);

test('the nearest type and the nearest property are named, also inside lists', async () => {
  const { forType, forProperty } = await loadSpecHints();
  const property = (...steps: (string | number)[]) =>
    forProperty(template, ['Resources', 'Bucket', 'Properties', ...steps]);
  assert.match(forType('AWS::S3::Buckett'), /`AWS::S3::Bucket`/);
  assert.match(property('BucketNam') ?? '', /`BucketName`/);
  assert.match(property('LifecycleConfiguration', 'Rules', 0, 'Statu') ?? '', /`Status`/);
  assert.match(property('VersioningConfiguration', 'Nothing') ?? '', /Status/);
  assert.equal(property('Nowhere', 'Below'), undefined);
  assert.equal(forProperty(template, ['Resources', 'Other', 'Properties', 'A']), undefined);
});
