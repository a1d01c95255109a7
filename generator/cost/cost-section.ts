import { table } from '../render/markdown.ts';
import type { Estimate } from './estimate.ts';
import { drawMoney } from './money.ts';

const LARGEST = 5;

/** Lines of Markdown about the cost, for the README of an environment; none for what does not run in AWS. */
export function costSection({ prices, lines, total, assumptions, unpriced }: Estimate): string[] {
  if (!prices) return unpriced.length > 0 ? [...unpriced, ''] : [];
  const others = lines.length - LARGEST;
  return [
    `About **${drawMoney(total)} a month**, by prices of ${prices.date} (${prices.source}).`,
    '',
    ...table(
      ['A month', 'US dollars'],
      [
        ...lines.slice(0, LARGEST).map(({ item, monthly }) => [item, drawMoney(monthly)]),
        ...(others > 0 ? [[`${others} smaller lines`, drawMoney(restOf(lines))]] : []),
      ],
    ),
    ...folded(assumptions, unpriced),
  ];
}

const restOf = (lines: Estimate['lines']) =>
  lines.slice(LARGEST).reduce((cents, { monthly }) => cents + Math.round(monthly * 100), 0) / 100;

/** What stands behind a number, shown when it is asked for. */
export const folded = (assumptions: readonly string[], unpriced: readonly string[]): string[] => [
  '<details><summary>What is taken for granted, and what is not counted</summary>',
  '',
  ...assumptions.map((one) => `- ${one}`),
  ...unpriced.map((one) => `- Not counted: ${one}`),
  '',
  '</details>',
  '',
];
