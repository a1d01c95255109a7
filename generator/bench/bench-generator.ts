import { parseArgs } from 'node:util';
import { benchCommands } from './bench-commands.ts';
import { benchDiff } from './bench-diff.ts';
import { benchGrowth } from './bench-growth.ts';
import { benchPeer } from './bench-peer.ts';
import { drawTable } from './bench-table.ts';
import { ENVIRONMENT_MIX } from './generate-environments.ts';
import { SERVICE_MIX } from './generate-service.ts';

/**
 * Times the generator's commands as whole processes, each started cold, beside their targets. A
 * measurement, never a test: `npm run bench:generator -- [--quick] [--peer] [--no-validate]
 * [--environments 10,100]`.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: false },
    validate: { type: 'boolean', default: true },
    environments: { type: 'string' },
  },
  allowNegative: true,
});

const often = values.quick ? 1 : 5;
const sometimes = values.quick ? 1 : 3;
const counts = (values.environments ?? (values.quick ? '10,100' : '10,100,1000'))
  .split(',')
  .map(Number);

const rows = [
  ...benchCommands(often, values.validate),
  ...benchDiff(often, values.quick ? 10 : 200),
  ...benchGrowth(counts, sometimes),
  ...(values.peer ? benchPeer(sometimes) : []),
];

const mix = (of: Readonly<Record<string, number>>) =>
  Object.entries(of)
    .map(([option, percent]) => `${option} ${percent} %`)
    .join(', ');

const remarks = [
  `Medians: of ${often} runs of a command, of ${sometimes} of up to 500 environments and of the peer, of 1 of more.`,
  `Generated environments: ${mix(ENVIRONMENT_MIX)}. Their services, 1 to 8 each: ${mix(SERVICE_MIX)}.`,
];

process.stdout.write(`${drawTable(rows, remarks)}\n`);
