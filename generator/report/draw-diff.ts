import { type Entry, RISKS } from '../diff/entry.ts';
import type { DiffReport, EnvironmentDiff, Skew } from '../diff/report.ts';
import { drawCostDelta } from './draw-cost.ts';
import { drawRollout } from './draw-rollout.ts';
import { visibleText } from './visible-text.ts';

/** A report for a terminal: what each environment is in for, the greatest risk first. */
export function drawDiff({ base, risk, environments, skew }: DiffReport): string {
  const changed = environments.filter(({ change }) => change !== 'unchanged');
  const same = environments.filter(({ change }) => change === 'unchanged');
  const against = base ? ` (against ${base.ref})` : '';
  const blocks = [
    changed.length > 0 ? `risk: ${risk}${against}` : `nothing changes${against}`,
    ...changed.map(drawEnvironment),
    ...(same.length > 0 ? [`unchanged: ${same.map((one) => one.environment).join(', ')}`] : []),
    ...skew.filter(({ rows }) => rows.length > 0).map(drawSkew),
  ];
  return blocks.join('\n\n');
}

function drawEnvironment({
  environment,
  change,
  risk,
  entries,
  rollouts,
  cost,
  files,
}: EnvironmentDiff): string {
  const title = `${environment}: ${change}, risk ${risk}, ${files.length} files`;
  const order = (entry: Entry) => -RISKS.indexOf(entry.risk);
  const sorted = entries.toSorted((a, b) => order(a) - order(b));
  const lines = sorted.map(
    (entry) =>
      `  ${entry.risk.padEnd(9)} ${visibleText(`${entry.subject}: ${entry.message}`)} (${entry.code})`,
  );
  const rolls = rollouts.map((one) => `  ${one.service} ${visibleText(drawRollout(one))}`);
  const money = cost ? drawCostDelta(cost).map((line) => `  ${visibleText(line)}`) : [];
  return [
    title,
    ...(lines.length > 0 ? lines : ['  texts only, nothing in AWS']),
    ...rolls,
    ...money,
  ].join('\n');
}

function drawSkew({ environments, rows }: Skew): string {
  const lines = rows.map(
    ({ what, values }) =>
      `  ${visibleText(`${what}: ${values.map((value) => value ?? '–').join(' | ')}`)}`,
  );
  return [`${environments.join(' → ')} differ in`, ...lines].join('\n');
}
