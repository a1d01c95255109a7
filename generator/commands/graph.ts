import { renderChecked } from '../bundle/render-checked.ts';
import type { ExitCode } from '../diagnostics.ts';
import { drawGraphMarkdown, drawGraphText } from '../graph/draw-graph.ts';
import { readTopology } from '../graph/topology.ts';
import { type Output, printResult } from '../report/output.ts';
import { readWiring } from '../wiring/wiring.ts';

/**
 * `graph`: what runs in environments and who reaches whom, as Mermaid.
 *
 * @throws {Failure} where an environment does not render without a mistake
 */
export function runGraph(root: string, environments: readonly string[], output: Output): ExitCode {
  const { bundles, warnings } = renderChecked(root, environments);
  const topologies = bundles.map((bundle) => readTopology(readWiring(bundle)));
  const value = { environments: topologies };
  const text = drawGraphText(topologies);
  const markdown = drawGraphMarkdown(topologies);
  printResult(output, root, { schema: 'graph/v1', value, text, markdown, warnings });
  return 0;
}
