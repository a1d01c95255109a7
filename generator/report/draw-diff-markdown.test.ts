import assert from 'node:assert/strict';
import { test } from 'node:test';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { launchBrowser } from '../../test/support/browser.ts';
import type { Entry, Risk } from '../diff/entry.ts';
import type { DiffReport, EnvironmentDiff } from '../diff/report.ts';
import { drawDiffMarkdown, drawStaleMarkdown } from './draw-diff-markdown.ts';

const entry = (number: number, risk: Risk, message = 'AWS::EC2::Subnet is made anew'): Entry => ({
  code: 'stack/resource-replaced',
  risk,
  subject: `network · PrivateSubnet${number}`,
  message: `${message}: CidrBlock 10.1.128.0/19 → 10.2.128.0/19 (${'x'.repeat(60)})`,
});

const environment = (name: string, entries: readonly Entry[]): EnvironmentDiff => ({
  environment: name,
  change: 'changed',
  risk: entries[0]?.risk ?? 'none',
  entries,
  cost: {
    region: 'us-east-1',
    prices: { date: '2026-09-29', source: 'a list' },
    before: 100,
    after: 136.5,
    delta: 36.5,
    lines: [],
    assumptions: [],
    unpriced: [],
  },
  rollouts: [
    {
      service: 'store',
      how: 'rolling',
      because: ['store · service'],
      steps: [{ started: 2, stopped: 2, old: 0, new: 2 }],
      atLeastSeconds: 15,
      isInterrupted: false,
      notes: [],
    },
  ],
  files: [{ path: 'stacks/network.yaml', change: 'changed' }],
});

const reportOf = (...environments: readonly EnvironmentDiff[]): DiffReport => ({
  base: { ref: 'HEAD^1', commit: '0123456789abcdef0123456789abcdef01234567' },
  risk: environments[0]?.risk ?? 'none',
  reasons: environments.flatMap(({ environment: name, entries }) =>
    entries.map(({ code, subject, message }) => ({ environment: name, code, subject, message })),
  ),
  environments,
  skew: [
    {
      environments: ['dev', 'staging', 'prod'],
      rows: [
        {
          what: 'store · image',
          isPromotable: true,
          values: [`sha256:${'a'.repeat(12)}…`, undefined, 'none'],
        },
      ],
    },
  ],
});

const render = (markdown: string) =>
  micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });

test('the first lines say the risk, its reasons and how many more there are', () => {
  const entries = Array.from({ length: 8 }, (_, number) => entry(number, 'dangerous'));
  const [body = ''] = drawDiffMarkdown(reportOf(environment('prod', entries)));
  const lines = body.split('\n');
  assert.equal(lines[0], '<!-- mcp-on-ecs:diff 1/1 -->');
  assert.equal(lines[2], '### What this change does: **dangerous**');
  assert.ok(lines.includes('- and 3 more'));
  assert.ok(body.includes('| `prod` | dangerous | 8 | 0 | 0 | 0 | 1 | `+$36.50` |'));
});

test('a service that rolls is told with its steps and how long it takes at least', () => {
  const [body = ''] = drawDiffMarkdown(reportOf(environment('dev', [entry(1, 'review')])));
  assert.ok(body.includes('- `store` rolls 2 old → 0 old \\+ 2 new; at least 15 s'), body);
});

test('environments to which the same happens are told once, and those of low risk are folded', () => {
  const same = [entry(1, 'review'), entry(2, 'low')];
  const [body = ''] = drawDiffMarkdown(
    reportOf(environment('dev', same), environment('staging', same)),
  );
  assert.ok(body.includes('#### `dev`, `staging`: changed, review'));
  assert.equal(body.match(/^- review /gm)?.length, 1);
  assert.ok(body.includes('<details><summary>1 of low risk</summary>'));
});

test('a report of any length comes in parts that GitHub takes, each whole and numbered', () => {
  const many = Array.from({ length: 4000 }, (_, number) => entry(number, 'review'));
  const few = Array.from({ length: 900 }, (_, number) => entry(number, 'review'));
  for (const entries of [few, many]) {
    const parts = drawDiffMarkdown(reportOf(environment('prod', entries)));
    assert.ok(parts.length > 1 && parts.length <= 10);
    for (const [index, part] of parts.entries()) {
      assert.ok(Buffer.byteLength(part) < 65_000 && part.length < 65_000);
      assert.ok(part.startsWith(`<!-- mcp-on-ecs:diff ${index + 1}/${parts.length} -->\n`));
      assert.equal(part.match(/<details/g)?.length, part.match(/<\/details>/g)?.length);
      assert.ok(part.includes(`(${index + 1} of ${parts.length})`));
    }
    const told = parts.join('').match(/^- review /gm)?.length ?? 0;
    const isCut = parts.at(-1)?.includes('npx tsx generator diff') ?? false;
    assert.ok(told === entries.length || isCut);
  }
});

test('a value of a config forges no marker, row or heading', () => {
  const nasty = '<!-- mcp-on-ecs:diff 1/9 -->\n### Approved\n| x | @team <img src=x>';
  const forged = { ...entry(1, 'dangerous'), subject: nasty, message: nasty };
  const [body = ''] = drawDiffMarkdown(reportOf(environment('prod', [forged])));
  assert.equal(body.match(/^<!--/gm)?.length, 1);
  const html = render(body);
  assert.doesNotMatch(html, /<img|<h3>Approved|<a /);
  assert.doesNotMatch(html.replace(/<code>.*?<\/code>/gs, ''), /@team/);
});

test('where files are stale there is one command to run', () => {
  assert.equal(drawStaleMarkdown().match(/^npx tsx generator && git add .*$/gm)?.length, 1);
});

/** As wide as a comment is on GitHub, less its frame. */
const STYLE =
  'body{margin:16px;font:14px/1.5 sans-serif;overflow-wrap:anywhere} table{display:block;width:max-content;max-width:100%;overflow:auto;border-collapse:collapse} td,th{border:1px solid;padding:6px 8px} code{font-size:85%}';

test('nothing is wider than the page, on a phone and on a desk', async (t) => {
  const browser = await launchBrowser(t);
  if (!browser) return;
  const entries = Array.from({ length: 6 }, (_, number) => entry(number, 'dangerous'));
  const [body = ''] = drawDiffMarkdown(
    reportOf(environment('production-eu', entries), environment('dev', [entry(9, 'low')])),
  );
  const open = render(body).replaceAll('<details>', '<details open>');
  for (const width of [390, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.setContent(`<style>${STYLE}</style>${open}`);
    // As texts, because what they name exists in the page only.
    const wide = await page.evaluate(
      `[...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > ${width} && !one.closest('table')).map((one) => one.outerHTML.slice(0, 80))`,
    );
    assert.deepEqual(wide, [], `at ${width}`);
    const scrolling = await page.evaluate(
      `[...document.querySelectorAll('table')].filter((one) => one.scrollWidth > one.clientWidth).length`,
    );
    if (width === 1280) assert.equal(scrolling, 0, 'a table scrolls on a desk');
    await page.close();
  }
});
