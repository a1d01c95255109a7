import assert from 'node:assert/strict';
import fs, { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { parseDocument, visit } from 'yaml';
import { Random } from '../generator/bench/random.ts';
import { renderRepository } from '../generator/bundle/render-repository.ts';
import { main } from '../generator/cli.ts';
import { fileOf } from '../generator/render/artefact.ts';
import { rightRepository } from './support/random-config.ts';
import { repository } from './support/scratch.ts';

type Configs = ReadonlyMap<string, string>;

const root = mkdtempSync(join(tmpdir(), 'order-'));
after(() => rmSync(root, { recursive: true }));
for (const folder of ['templates', 'sample-data']) {
  cpSync(join(repository, folder), join(root, folder), { recursive: true });
}

/** Puts these configs, and nothing else that an environment has, into the repository. */
function putConfigs(configs: Configs): void {
  rmSync(join(root, 'environments'), { recursive: true, force: true });
  for (const [path, text] of configs) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The text of every rendered file, by path. */
function render(): Readonly<Record<string, string>> {
  const artefacts = renderRepository(root, []).bundles.flatMap((bundle) => bundle.artefacts);
  assert.ok(artefacts.length > 0);
  return Object.fromEntries(artefacts.map((one) => [fileOf(one), one.text]));
}

function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const keyed = items.map((item) => ({ item, key: random.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** The same config with the keys of every map in another order; nothing if an alias now comes too early. */
function shuffleKeys(text: string, random: Random): string | undefined {
  const document = parseDocument(text);
  visit(document, {
    Map: (_key, map) => {
      map.items = shuffle(map.items, random);
    },
  });
  try {
    return document.toString();
  } catch {
    return undefined;
  }
}

function shuffleAll(configs: Configs, seed: number): Configs {
  const random = new Random(seed);
  const shuffled = [...configs].map(([path, text]) => [path, shuffleKeys(text, random)] as const);
  fc.pre(shuffled.every(([, text]) => text !== undefined));
  return new Map(shuffled as [string, string][]);
}

test('keys of a config may stand in any order', () => {
  fc.assert(
    fc.property(rightRepository, fc.nat(), (configs, seed) => {
      putConfigs(configs);
      const expected = render();
      putConfigs(shuffleAll(configs, seed));
      assert.deepEqual(render(), expected);
    }),
    { numRuns: 30 },
  );
});

const base = (path: string) => readFileSync(join(repository, 'test/corpus/base', path), 'utf8');

/** Two services share an anchored map, one through a merge key. */
const anchored: Configs = new Map([
  ['environments/defaults.yaml', base('environments/defaults.yaml')],
  [
    'environments/local/config.yaml',
    `target: local
tier: development
region: us-east-1
services:
  front: &common
    environment: &variables {HOST: 127.0.0.1, LEVEL: debug}
    stopTimeout: 30
  store:
    <<: *common
    environment: {<<: *variables, LEVEL: info, EXTRA: "1"}
`,
  ],
]);

test('so may keys among anchors, aliases and merge keys', () => {
  putConfigs(anchored);
  const expected = render();
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      putConfigs(shuffleAll(anchored, seed));
      assert.deepEqual(render(), expected);
    }),
    { numRuns: 30 },
  );
});

test('folders may list their entries in any order', (t) => {
  const list = fs.readdirSync;
  fc.assert(
    fc.property(rightRepository, fc.nat(), (configs, seed) => {
      putConfigs(configs);
      const expected = render();
      const random = new Random(seed);
      let listed = 0;
      const { mock } = t.mock.method(fs, 'readdirSync', (...args: Parameters<typeof list>) => {
        listed += 1;
        return shuffle(list(...args), random);
      });
      syncBuiltinESMExports();
      try {
        assert.deepEqual(render(), expected);
        assert.ok(listed > 0);
      } finally {
        mock.restore();
        syncBuiltinESMExports();
      }
    }),
    { numRuns: 10 },
  );
});

test('whatever is rendered over whatever was rendered before, the check is clean', async () => {
  await fc.assert(
    fc.asyncProperty(rightRepository, rightRepository, async (first, second) => {
      rmSync(join(root, 'environments'), { recursive: true, force: true });
      for (const configs of [first, second]) {
        changeConfigs(configs);
        assert.deepEqual([await run('render'), await run('render', '--check')], [0, 0]);
      }
    }),
    { numRuns: 15 },
  );
});

/** Puts these configs over what is there. An environment that is gone goes with what was rendered. */
function changeConfigs(configs: Configs): void {
  const folder = join(root, 'environments');
  mkdirSync(folder, { recursive: true });
  for (const name of fs.readdirSync(folder)) {
    if (!configs.has(`environments/${name}/config.yaml`)) {
      rmSync(join(folder, name), { recursive: true });
    }
  }
  for (const [path, text] of configs) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function run(...args: string[]): Promise<number> {
  const lines: string[] = [];
  const exit = await main(args, root, { stdout: () => {}, stderr: (line) => lines.push(line) });
  assert.deepEqual(lines, []);
  return exit;
}
