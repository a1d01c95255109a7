import { drawChange, drawMoney } from '../cost/money.ts';
import { type Entry, RISKS } from '../diff/entry.ts';
import type { DiffReport, EnvironmentDiff, Skew } from '../diff/report.ts';
import { drawRollout } from './draw-rollout.ts';
import { codeSpan, inCell, quietSentence } from './quiet-markdown.ts';
import { type Block, chunk, splitComment } from './split-comment.ts';

const COMMAND = 'npx tsx generator diff';

/** The comments of a pull request: what it does, the most dangerous first. */
export function drawDiffMarkdown(report: DiffReport): string[] {
  const changed = report.environments
    .filter(({ change }) => change !== 'unchanged')
    .toSorted((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk));
  const blocks = [
    drawHead(report, changed),
    ...groupAlike(changed).flatMap(drawGroup),
    ...report.skew.filter(({ rows }) => rows.length > 0).flatMap(drawSkew),
    ...drawUnchanged(report),
  ];
  return splitComment(blocks, COMMAND);
}

/** The comment where rendered files are stale, with the one command that mends it. */
export const drawStaleMarkdown = (): string =>
  splitComment(
    [
      '### The rendered files are not what the configs render to\n\nSo nothing can be said about this change. Run this, and push:\n\n```sh\nnpx tsx generator && git add environments && git commit -m "Render"\n```',
    ],
    COMMAND,
  ).join('');

/** As many reasons as are read at a glance. */
const MOST_REASONS = 5;

function drawHead({ risk, reasons, base }: DiffReport, changed: readonly EnvironmentDiff[]): Block {
  if (changed.length === 0) return '### This change does nothing to any environment';
  const more = reasons.length - MOST_REASONS;
  return [
    `### What this change does: **${risk}**`,
    '',
    ...reasons
      .slice(0, MOST_REASONS)
      .map(
        ({ environment, subject, message }) =>
          `- ${codeSpan(environment)} ${codeSpan(subject)} ${quietSentence(message)}`,
      ),
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
    '| Environment | Risk | Replaced | Removed | Added | Other | Deployments | A month |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...changed.map(drawRow),
    ...(base ? ['', `Compared with ${codeSpan(base.ref)}.`] : []),
  ].join('\n');
}

function drawRow({ environment, change, risk, entries, rollouts, cost }: EnvironmentDiff): string {
  const count = (pattern: RegExp) => entries.filter(({ code }) => pattern.test(code)).length;
  const [replaced, removed, added] = [count(/replaced$/), count(/removed$/), count(/added$/)];
  const other = entries.length - replaced - removed - added;
  const name = `${codeSpan(environment)}${change === 'changed' ? '' : ` (${change})`}`;
  const money = cost?.prices ? codeSpan(drawChange(cost.delta)) : '–';
  const cells = [name, risk, replaced, removed, added, other, rollouts.length, money];
  return `| ${cells.map((cell) => inCell(String(cell))).join(' | ')} |`;
}

/** Environments to which the same is done, by one edit of what they share, are told once. */
function groupAlike(changed: readonly EnvironmentDiff[]): EnvironmentDiff[][] {
  const alike = ({ change, entries, rollouts, cost, files }: EnvironmentDiff) => {
    const said = entries.map(({ code, risk, subject, message }) => [code, risk, subject, message]);
    return JSON.stringify([change, said, rollouts, cost?.delta, files]);
  };
  return [...Map.groupBy(changed, alike).values()];
}

function drawGroup(group: readonly EnvironmentDiff[]): Block[] {
  const [first] = group;
  if (!first) return [];
  const { risk, change, entries, files } = first;
  const names = group.map(({ environment }) => codeSpan(environment)).join(', ');
  const heading = `#### ${names}: ${change}, ${risk}`;
  const loud = entries.filter((entry) => isLoud(entry) && entry.because === undefined);
  const following = entries.filter((entry) => isLoud(entry) && entry.because !== undefined);
  const quiet = entries.filter((entry) => !isLoud(entry));
  const order = loud.toSorted((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk));
  const nothing = entries.length === 0 ? ['Only texts change, nothing in AWS.'] : [];
  return [
    ...chunk(heading, [
      ...nothing,
      ...order.map(drawEntry),
      ...drawRollouts(first),
      ...drawCost(first),
    ]),
    ...fold(`${following.length} more follow from these`, following.map(drawEntry)),
    ...fold(`${quiet.length} of low risk`, quiet.map(drawEntry)),
    ...fold(
      `${files.length} files`,
      files.map(({ path, change: how }) => `- ${how} ${codeSpan(path)}`),
    ),
  ];
}

const isLoud = ({ risk }: Entry): boolean => risk === 'review' || risk === 'dangerous';

const drawEntry = ({ risk, subject, message }: Entry): string =>
  `- ${risk === 'dangerous' ? `**${risk}**` : risk} ${codeSpan(subject)} ${quietSentence(message)}`;

const drawRollouts = ({ rollouts }: EnvironmentDiff): string[] =>
  rollouts.length === 0
    ? []
    : [
        '',
        'Deployments, in this order:',
        '',
        ...rollouts.map((one) => `- ${codeSpan(one.service)} ${quietSentence(drawRollout(one))}`),
      ];

function drawCost({ cost }: EnvironmentDiff): string[] {
  if (!cost) return [];
  if (!cost.prices) return ['', `Cost: no prices of ${codeSpan(cost.region)} are known.`];
  const { delta, before, after, prices } = cost;
  return [
    '',
    `Cost: ${codeSpan(drawChange(delta))} a month, ${codeSpan(drawMoney(before))} → ${codeSpan(drawMoney(after))}, by prices of ${prices.date}.`,
  ];
}

/** Shown when it is asked for. Each block is whole. */
function fold(title: string, lines: readonly string[]): Block[] {
  if (lines.length === 0) return [];
  return chunk('', lines).map(
    (block) => `<details><summary>${title}</summary>\n\n${block.trim()}\n\n</details>`,
  );
}

function drawSkew({ environments, rows }: Skew): Block[] {
  const names = environments.map(codeSpan).join(' → ');
  const head = `| | ${environments.map((name) => inCell(codeSpan(name))).join(' | ')} |`;
  const line = `| --- |${environments.map(() => ' --- |').join('')}`;
  const table = rows.map(({ what, isPromotable, values }) => {
    const name = isPromotable ? `**${quietSentence(what)}**` : quietSentence(what);
    const cells = values.map((value) => (value === undefined ? '–' : codeSpan(value)));
    return `| ${[name, ...cells].map(inCell).join(' | ')} |`;
  });
  const promotable = rows.filter((row) => row.isPromotable).length;
  const title = `${rows.length} values differ along the way, ${promotable} of them promotable`;
  return chunk('', table).map(
    (block) =>
      `<details${promotable > 0 ? ' open' : ''}><summary>${title}</summary>\n\n${names}\n\n${head}\n${line}\n${block.trim()}\n\n</details>`,
  );
}

function drawUnchanged({ environments }: DiffReport): Block[] {
  const names = environments
    .filter(({ change }) => change === 'unchanged')
    .map(({ environment }) => codeSpan(environment));
  if (names.length === 0) return [];
  return [
    `<details><summary>${names.length} unchanged</summary>\n\n${names.join(', ')}\n\n</details>`,
  ];
}
