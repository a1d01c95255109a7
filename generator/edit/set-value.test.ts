import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { Failure } from '../diagnostics.ts';
import { setValue } from './set-value.ts';

const FILE = 'environments/a/config.yaml';
const PATH = ['services', 'web', 'image', 'digest'];
const [OLD, NEW] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
const set = (text: string) => setValue(FILE, text, PATH, NEW);

const shapes: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'a value in double quotes keeps them, its comment and the blank lines': [
    `# top\n\nservices:\n  web: # the page\n    image: {digest: "${OLD}"} # why\n\n  b: {}\n`,
    `# top\n\nservices:\n  web: # the page\n    image: {digest: "${NEW}"} # why\n\n  b: {}\n`,
  ],
  'a value in single quotes keeps them': [
    `services: {web: {image: {digest: '${OLD}' }}}\n`,
    `services: {web: {image: {digest: '${NEW}' }}}\n`,
  ],
  'a value without quotes stays without': [
    `services:\n  web:\n    image:\n      digest: ${OLD} # x\n`,
    `services:\n  web:\n    image:\n      digest: ${NEW} # x\n`,
  ],
  'an image is added behind what the service has, and before the next one and its comment': [
    `services:\n  web:\n    desired: 2 # two\n\n  # next\n  b: {}\n`,
    `services:\n  web:\n    desired: 2 # two\n    image: {digest: "${NEW}"}\n\n  # next\n  b: {}\n`,
  ],
  'an image is added to a service in braces': [
    'services:\n  web: {desired: 2}\n',
    `services:\n  web: {desired: 2, image: {digest: "${NEW}"}}\n`,
  ],
  'a digest is added to an empty image': [
    'services: {web: {image: {}}}\n',
    `services: {web: {image: {digest: "${NEW}"}}}\n`,
  ],
  'a list as the last value is not cut': [
    'services:\n  web:\n    command:\n      - a\n      - b # last\n',
    `services:\n  web:\n    command:\n      - a\n      - b # last\n    image: {digest: "${NEW}"}\n`,
  ],
  'a text of many lines as the last value is not cut': [
    'services:\n  web:\n    note: |\n      a\n      b\n  x: 1\n',
    `services:\n  web:\n    note: |\n      a\n      b\n    image: {digest: "${NEW}"}\n  x: 1\n`,
  ],
  'services are added at the end, also where the last line has no end': [
    'target: aws\nnetwork:\n  cidr: 10.0.0.0/16',
    `target: aws\nnetwork:\n  cidr: 10.0.0.0/16\n\nservices:\n  web:\n    image: {digest: "${NEW}"}`,
  ],
  'a digest that a null took away is set again': [
    'services:\n  web:\n    image:\n      digest:\n',
    `services:\n  web:\n    image:\n      digest: "${NEW}"\n`,
  ],
};

for (const [title, [before, after]] of Object.entries(shapes)) {
  test(title, () => assert.equal(set(before), after));
}

const refused: Readonly<Record<string, readonly [text: string, line: number]>> = {
  'a value that another takes over': [
    `x: &d {digest: "${OLD}"}\nservices:\n  web:\n    image: *d\n`,
    1,
  ],
  'an anchored value': [
    `services:\n  web: {image: {digest: &d "${OLD}"}}\n  b: {image: {digest: *d}}\n`,
    2,
  ],
  'a service taken away by null': ['services:\n  web: null\n', 2],
  'a text in a map’s place': ['services: web\n', 1],
};

for (const [title, [text, line]] of Object.entries(refused)) {
  test(`${title} is refused and told with its place`, () => {
    assert.throws(
      () => set(text),
      (error: Failure) => {
        assert.ok(error instanceof Failure);
        const [found] = error.diagnostics;
        assert.deepEqual([found?.code, found?.file], ['edit/form', FILE]);
        assert.equal(found?.line, line);
        return true;
      },
    );
  });
}

const line = fc.constantFrom('', '# note', '  # far in', "other: 'x' # keep", 'list: [1,  2]');

test('whatever stands around a value, only the value changes', () => {
  fc.assert(
    fc.property(fc.uniqueArray(line), fc.uniqueArray(line), fc.boolean(), (above, below, isSet) => {
      const own = below.filter((one) =>
        one === '' || one.includes('#') ? !above.includes(one) : false,
      );
      const image = isSet ? `\n    image: {digest: "${OLD}"} # c` : '';
      const lines = [...above, `services:\n  web:\n    desired: 1${image}`, ...own];
      const text = `${lines.join('\n')}\n`;
      const edited = set(text);
      const added = `    image: {digest: "${NEW}"}\n`;
      const back = isSet ? edited.replace(NEW, OLD) : edited.replace(added, '');
      assert.equal(back, text);
      assert.equal(parse(edited).services.web.image.digest, NEW);
      assert.equal(set(edited), edited);
    }),
  );
});
