import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readImages } from './read-images.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const known = ['front', 'store'];
const messages = (...written: string[]) =>
  readImages(written, known).mistakes.map(({ message }) => message);

test('services and digests are read', () => {
  const { images, mistakes } = readImages([`front=${DIGEST}`, `store=${DIGEST}`], known);
  assert.deepEqual(mistakes, []);
  assert.deepEqual(images[1], { service: 'store', digest: DIGEST });
});

test('every mistake is told at once', () => {
  assert.deepEqual(
    messages(`fornt=${DIGEST}`, 'store=latest', `front=${DIGEST}`, `front=${DIGEST}`),
    [
      'there is no service `fornt`',
      '`latest` is not the digest of an image',
      '`front` is named twice',
    ],
  );
});

for (const digest of ['', DIGEST.slice(1), `${DIGEST}0`, DIGEST.toUpperCase(), `${DIGEST}\n`]) {
  test(`${JSON.stringify(digest)} is no digest`, () => {
    assert.equal(messages(`front=${digest}`).length, 1);
  });
}

test('a name of JavaScript is no service', () => {
  assert.equal(messages(`constructor=${DIGEST}`).length, 1);
});
