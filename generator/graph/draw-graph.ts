import { drawMermaid } from './draw-mermaid.ts';
import type { Topology } from './topology.ts';

/** The source alone for one environment, so that it can be piped; for several, each under its name. */
export function drawGraphText(topologies: readonly Topology[]): string {
  const drawn = topologies.map((topology) => ({ topology, lines: drawMermaid(topology) }));
  if (drawn.length === 1) return drawn.flatMap(({ lines }) => lines).join('\n');
  return drawn
    .map(({ topology, lines }) => [`%% ${topology.environment}`, ...lines].join('\n'))
    .join('\n\n');
}

/** For a page that draws Mermaid, such as a comment on GitHub. */
export const drawGraphMarkdown = (topologies: readonly Topology[]): string =>
  topologies
    .map((topology) => [`### ${topology.environment}`, '', ...drawGraphBlock(topology)].join('\n'))
    .join('\n\n');

/** The diagram as a block of Markdown, with what its lines mean. */
export const drawGraphBlock = (topology: Topology): string[] => [
  '```mermaid',
  ...drawMermaid(topology),
  '```',
  '',
  legendOf(topology),
];

/** One line. */
function legendOf({ edges }: Topology): string {
  const hasRoutes = edges.some(({ kind }) => kind === 'route');
  const routes = ' A dotted line is the way out of a subnet, which calls to AWS APIs take too.';
  return `An arrow goes from who calls to who is called, with the protocol and port, or with what is done there.${hasRoutes ? routes : ''}`;
}
