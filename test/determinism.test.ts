import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { renderRepository } from '../generator/bundle/render-repository.ts';
import { PRICE_SOURCE } from '../generator/cost/prices.ts';
import { fileOf } from '../generator/render/artefact.ts';
import { runTool } from './support/outside-tool.ts';
import { repository, scratchRepository } from './support/scratch.ts';

const entry = join(repository, 'generator/index.ts');
const tsx = fileURLToPath(import.meta.resolve('tsx'));

type Files = Readonly<Record<string, string>>;

const { root } = scratchRepository({ after: (cleanUp) => after(cleanUp as () => void) });
/** What this process renders: every other way has to give the same bytes. */
let expected: Files;
before(() => {
  const artefacts = renderRepository(root, []).bundles.flatMap((bundle) => bundle.artefacts);
  expected = Object.fromEntries(artefacts.map((one) => [fileOf(one), one.text]));
});

interface Surroundings {
  readonly node?: string;
  /** From the repository's root. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Renders in a process of its own, and says where. */
function renderElsewhere(t: TestContext, { node, cwd = '.', env = {} }: Surroundings): string {
  const out = mkdtempSync(join(tmpdir(), 'rendered-'));
  t.after(() => rmSync(out, { recursive: true }));
  const { status, stderr } = spawnSync(
    node ?? process.execPath,
    ['--import', tsx, entry, 'render', '--out', out],
    { cwd: join(root, cwd), env: { ...process.env, ...env }, encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  return out;
}

const filesIn = (folder: string): string[] =>
  globSync('**/*', { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile());

function textsIn(folder: string): Files {
  const files = filesIn(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
  return Object.fromEntries(files);
}

interface Machine extends Surroundings {
  readonly umask: number;
  /** Of every file that is written. */
  readonly mode: number;
}

/** Each differs from here in all that a rendering must not see. */
const machines: Readonly<Record<string, Machine>> = {
  'far away, with the AWS CLI set up, in a folder of the repository': {
    env: {
      TZ: 'Pacific/Kiritimati',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      LANGUAGE: 'tr',
      AWS_REGION: 'eu-west-1',
      AWS_PROFILE: 'other',
      AWS_ACCOUNT_ID: '999999999999',
    },
    cwd: 'environments/dev',
    umask: 0o077,
    mode: 0o600,
  },
  'with no locale and no home': {
    env: { TZ: 'America/Los_Angeles', LANG: 'C', LC_ALL: 'C', HOME: '/nonexistent', USER: 'x' },
    umask: 0o022,
    mode: 0o644,
  },
};
for (const [title, { umask, mode, ...machine }] of Object.entries(machines)) {
  test(`the same bytes on a machine ${title}, and nobody can execute them`, (t) => {
    const usual = process.umask(umask);
    t.after(() => process.umask(usual));
    const out = renderElsewhere(t, machine);
    assert.deepEqual(textsIn(out), expected);
    const modes = filesIn(out).map((file) => statSync(join(out, file)).mode & 0o777);
    assert.deepEqual(new Set(modes), new Set([mode]));
  });
}

/** Releases of the Node versions that we promise; the one that runs the tests is no other. */
const RELEASES = ['22.23.3', '24.21.0'];
for (const release of RELEASES) {
  if (process.version.startsWith(`v${release.split('.')[0]}.`)) continue;
  test(`the same bytes with Node ${release}`, (t) => {
    const npx = ['npx', '--yes', '-p', `node@${release}`, 'node'] as const;
    const node = runTool(t, [...npx, '--version'], [...npx, '-p', 'process.execPath']);
    if (!node) return;
    assert.deepEqual(textsIn(renderElsewhere(t, { node: node.trim() })), expected);
  });
}

test('every line ends with a line feed, and no clock or machine shows', () => {
  const year = new Date().getFullYear();
  for (const [file, text] of Object.entries(expected)) {
    assert.ok(text.endsWith('\n') && !text.includes('\r'), file);
    assert.ok(!text.includes(root) && !text.includes(repository), file);
    // The day of the prices is the table's own, the same on every day.
    const undated = text.replaceAll(PRICE_SOURCE.date, '');
    assert.doesNotMatch(undated, new RegExp(`${year}-\\d\\d-\\d\\d`), file);
  }
});
