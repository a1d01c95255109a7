import { folded } from '../cost/cost-section.ts';
import type { CostLine, Estimate } from '../cost/estimate.ts';
import { drawChange, drawMoney } from '../cost/money.ts';
import type { CostDelta } from '../diff/report.ts';
import { table } from '../render/markdown.ts';

/** An environment's cost for a terminal. */
export function drawCost(environment: string, estimate: Estimate): string {
  const { region, prices, lines, total, assumptions, unpriced } = estimate;
  const title = `${environment} (${region})`;
  if (!prices) return [`${title}: no number`, ...unpriced.map((why) => `  ${why}`)].join('\n');
  const width = Math.max(0, ...lines.map(({ item }) => item.length));
  return [
    `${title}: ${drawMoney(total)} a month, by prices of ${prices.date}`,
    ...lines.map((line) => {
      const amount = drawMoney(line.monthly).padStart(10);
      return `  ${amount}  ${line.item.padEnd(width)}  ${reckon(line)}`;
    }),
    `  prices: ${prices.source}`,
    ...assumptions.map((one) => `  assumed: ${one}`),
    ...unpriced.map((one) => `  not counted: ${one}`),
  ].join('\n');
}

/** An environment's cost as Markdown, with every line. */
export function drawCostMarkdown(estimate: Estimate): string[] {
  const { prices, lines, total, assumptions, unpriced } = estimate;
  if (!prices) return [...unpriced, ''];
  return [
    `**${drawMoney(total)} a month**, by prices of ${prices.date} (${prices.source}).`,
    '',
    ...table(
      ['What', 'Reckoned', 'A month'],
      lines.map((line) => [line.item, reckon(line), drawMoney(line.monthly)]),
    ),
    ...folded(assumptions, unpriced),
  ];
}

const reckon = ({ quantity, unit, unitPrice }: CostLine) =>
  `${trim(quantity)} ${unit} × $${trim(unitPrice)}`;

/** At most six places after the point, and no zeros at the end. */
const trim = (number: number) => number.toFixed(6).replace(/\.?0+$/, '');

/** What a change adds to a month, as lines for a terminal. */
export function drawCostDelta({
  region,
  prices,
  before,
  after,
  delta,
  lines,
  unpriced,
}: CostDelta): string[] {
  if (!prices) return [`cost in ${region}: no number`, ...unpriced.map((why) => `  ${why}`)];
  return [
    `cost: ${drawChange(delta)} a month (${drawMoney(before)} → ${drawMoney(after)}), by prices of ${prices.date}`,
    ...lines.map((line) => `  ${drawChange(line.delta)}  ${line.item}`),
  ];
}
