import { costSection } from '../../cost/cost-section.ts';
import { estimateCost } from '../../cost/estimate-cost.ts';
import { drawGraphBlock } from '../../graph/draw-graph.ts';
import { readTopology } from '../../graph/topology.ts';
import type { Environment } from '../../model/environment.ts';
import type { Artefact } from '../../render/artefact.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { data } from './data.ts';
import { deployments } from './deployments.ts';
import { files } from './files.ts';
import { introduction } from './introduction.ts';
import { logs } from './logs.ts';
import { network } from './network.ts';
import { permissions } from './permissions.ts';
import { reach } from './reach.ts';
import { registry } from './registry.ts';
import { type Section, underHeading } from './section.ts';
import { services } from './services.ts';
import { whereNext } from './where-next.ts';

const diagram: Section = ({ wiring }) => {
  const topology = readTopology(wiring);
  const lines = topology.nodes.length > 0 ? [...drawGraphBlock(topology), ''] : [];
  return underHeading('Who reaches whom', lines);
};

const cost: Section = ({ wiring }) => underHeading('Cost', costSection(estimateCost(wiring)));

const RUNNING: readonly Section[] = [
  ...[introduction, diagram, services, reach, permissions, network],
  ...[data, logs, cost, files, whereNext],
];

/** What stands in the summary of each target, in order. */
const SECTIONS: Readonly<Record<Environment['target'], readonly Section[]>> = {
  aws: RUNNING,
  local: RUNNING,
  account: [introduction, diagram, registry, deployments, data, cost, files, whereNext],
};

/**
 * The `README.md` in `rendered/`: for a person who has never seen the project.
 *
 * @param wiring nothing where the ECS files have wrong types; then no file is written, and little is said
 */
export function renderSummary(
  environment: Environment,
  artefacts: readonly Artefact[],
  wiring: Wiring | undefined,
): Artefact {
  const lines = wiring
    ? SECTIONS[environment.target].flatMap((section) => section({ environment, artefacts, wiring }))
    : [`# ${environment.name}`];
  const text = `${lines.join('\n').trimEnd()}\n`;
  return {
    path: 'README.md',
    environment: environment.name,
    kind: 'summary',
    value: text,
    text,
  };
}
