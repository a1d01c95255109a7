import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quietMentions } from './quiet-mentions.ts';

const Z = '\u200B';
const cases: [written: string, quiet: string][] = [
  ['@octocat', `@${Z}octocat`],
  ['_@octocat_', `_@${Z}octocat_`],
  ['**x**@org/team', `**x**@${Z}org/team`],
  ['\\@octocat', `\\@${Z}octocat`],
  ['`@octocat`', `\`@${Z}octocat\``],
  ['é@octocat', `é@${Z}octocat`],
  ['@&#111;ctocat', `@${Z}&#111;ctocat`],
  ['&#64;octocat &#x0040octocat &commat;octocat', `@${Z}octocat @${Z}octocat @${Z}octocat`],
  ['&copy@octocat &#169@octocat', `&copy@${Z}octocat &#169@${Z}octocat`],
  ['repo@sha256:0f ops@example.com', 'repo@sha256:0f ops@example.com'],
];
for (const [written, quiet] of cases) {
  test(`\`${written}\` mentions nobody`, () => assert.equal(quietMentions(written), quiet));
}
