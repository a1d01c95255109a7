import { after } from 'node:test';
import { type DeployWorld, makeDeployWorld, type WorldOptions } from './deploy-world.ts';
import { keepState } from './keep-state.ts';
import {
  digest,
  editing,
  type Files,
  renderFiles,
  replacing,
  withChanges,
} from './reviewed-files.ts';

/** As small as an environment gets that has two stacks and a service that calls another. */
const SMALL = `
target: aws
tier: staging
account: "222222222222"
region: us-west-2
promotesFrom: dev
network: {cidr: 10.20.0.0/16, nat: single, flowLogs: false}
services:
  mcp-server: {desired: 1, image: {digest: "${digest('a')}"}}
  agent: {desired: 1, image: {digest: "${digest('a')}"}}
  ui: null
`;

/** Two stacks, and an agent that calls a server of MCP. */
export const small: Files = await renderFiles({ after }, 'staging', SMALL);

const image = replacing(digest('a'), digest('b'));

/** The small one with other images, which is what most merges are. */
export const newImages: Files = withChanges(small, {
  'task-definitions/mcp-server.json': image,
  'task-definitions/agent.json': image,
});

const retention = editing((parameters: { ParameterKey: string; ParameterValue: string }[]) => {
  const found = parameters.find(({ ParameterKey }) => ParameterKey === 'LogRetentionDays');
  if (found) found.ParameterValue = '60';
});

/** A parameter of a stack changes. */
export const newParameter: Files = withChanges(small, {
  'stacks/platform.parameters.json': retention,
});

/** Both at once. */
export const newBoth: Files = withChanges(newImages, {
  'stacks/platform.parameters.json': retention,
});

/** The small one, whose server is scaled. */
export const scaled: Files = await renderFiles(
  { after },
  'staging',
  SMALL.replace(
    'mcp-server: {',
    'mcp-server: {scaling: {min: 1, max: 3, targets: [{metric: cpu, value: 60}]}, ',
  ),
);

/** A page in Express Mode, an agent and a server, as dev has them. */
const EXPRESS = `
target: aws
tier: development
account: "111111111111"
region: us-west-2
network: {cidr: 10.10.0.0/16, nat: single, flowLogs: false}
services:
  mcp-server: {desired: 1, image: {digest: "${digest('a')}"}}
  agent: {desired: 1, image: {digest: "${digest('a')}"}}
  ui:
    image: {digest: "${digest('a')}"}
    exposure: {mode: express}
    scaling: {min: 1, max: 4, targets: [{metric: cpu, value: 70}]}
`;

/** The page is reached through Express Mode. */
export const express: Files = await renderFiles({ after }, 'dev', EXPRESS);

export const newPage: Files = withChanges(express, { 'task-definitions/ui.json': image });

/** The page calls the server itself; the agent is no more. */
export const withoutAgent: Files = await renderFiles(
  { after },
  'dev',
  EXPRESS.replace(/ {2}agent: .*/, '  agent: null').replace(
    'ui:',
    'ui:\n    connectsTo: [mcp-server]\n    environment: {AGENT_URL: "${services.mcp-server.url}"}',
  ),
);

/** A world and the states that cases begin in. */
export interface Stage {
  readonly world: DeployWorld;
  /** Nothing is deployed; the environment's files are merged. */
  readonly empty: () => DeployWorld;
  /** The files are deployed. */
  readonly deployed: () => DeployWorld;
}

/** Deploys an environment once, so that cases need not. */
export async function setStage(files: Files = small, options: WorldOptions = {}): Promise<Stage> {
  const world = await makeDeployWorld({ after }, files, options);
  world.aws.state.cloudFormation.resourceTime = 100;
  const toEmpty = keepState(world.aws);
  const ran = await world.run('apply', '--yes');
  if (ran.code !== 0) throw new Error(`the first apply failed: ${ran.messages.join('\n')}`);
  const toDeployed = keepState(world.aws);
  const at = (back: () => void) => () => {
    back();
    world.merge(files);
    return world;
  };
  return { world, empty: at(toEmpty), deployed: at(toDeployed) };
}
