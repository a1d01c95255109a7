import { renderChecked } from '../bundle/render-checked.ts';
import { estimateCost } from '../cost/estimate-cost.ts';
import type { ExitCode } from '../diagnostics.ts';
import { drawCost, drawCostMarkdown } from '../report/draw-cost.ts';
import { type Output, printResult } from '../report/output.ts';
import { readWiring } from '../wiring/wiring.ts';

/** `cost`: what environments cost a month, by what their configs render to. Offline. */
export function runCost(root: string, names: readonly string[], output: Output): ExitCode {
  const estimates = renderChecked(root, names).bundles.map((bundle) => ({
    environment: bundle.environment,
    ...estimateCost(readWiring(bundle)),
  }));
  const text = estimates.map((one) => drawCost(one.environment, one)).join('\n\n');
  const markdown = estimates
    .map((one) => [`### ${one.environment}`, '', ...drawCostMarkdown(one)].join('\n'))
    .join('\n');
  const value = { environments: estimates };
  printResult(output, root, { schema: 'cost/v1', value, text, markdown });
  return 0;
}
