import { serviceStep } from '../wiring/read-manifest.ts';
import type { WiredService } from '../wiring/wired-service.ts';
import type { Wiring } from '../wiring/wiring.ts';
import {
  addressCharges,
  type Charge,
  count,
  hourlyCharge,
  joinPriced,
  type Priced,
} from './charge.ts';
import { priceExpress } from './price-balancers.ts';
import type { PriceKey } from './prices.ts';
import { shareTasks, taskCountOf } from './task-count.ts';
import { USAGE } from './usage.ts';

/** GB of storage that Fargate gives with a task (Fargate pricing, "Ephemeral storage"). */
const FREE_STORAGE_GB = 20;

/** What all services cost, with what is made for them outside of the stacks. */
export function priceServices({ services, manifest }: Wiring): Priced {
  const running = services.filter(({ service, express }) => service || express);
  return joinPriced([
    ...running.flatMap((service) => [priceTasks(service), priceLogs(service)]),
    priceExpress(running),
    noteImages(running.filter(({ name }) => serviceStep(manifest, name)?.deployable === false)),
    running.length > 0
      ? { unpriced: ['Data to the internet, and between Availability Zones.'] }
      : {},
  ]);
}

function priceTasks(service: WiredService): Priced {
  const { name, task } = service;
  const { fewest, most } = taskCountOf(service);
  const { onDemand, spot, elsewhere } = shareTasks(service, fewest);
  const storage = task.value.ephemeralStorage?.sizeInGiB ?? 0;
  const scales = `${name} runs ${count(fewest, 'task')}, its fewest; scaling may come to ${most}.`;
  return {
    charges: [
      ...fargateCharges(service, onDemand, ''),
      ...fargateCharges(service, spot, ' on Spot'),
      ...addressCharges(`task-addresses/${name}`, name, hasPublicAddress(service) ? fewest : 0),
    ],
    assumptions: [
      ...(most > fewest ? [scales] : []),
      ...(spot > 0
        ? ['Fargate Spot costs what it did on a day of September 2026; AWS changes it.']
        : []),
    ],
    unpriced: [
      ...(elsewhere > 0 ? [`Tasks of ${name} on capacity that is not Fargate's.`] : []),
      ...(storage > FREE_STORAGE_GB
        ? [`Storage of ${name} over ${FREE_STORAGE_GB} GiB a task.`]
        : []),
    ],
  };
}

/** By `cpuArchitecture` and how it is bought. */
const FARGATE: Readonly<Record<string, { readonly cpu: PriceKey; readonly memory: PriceKey }>> = {
  X86_64: { cpu: 'fargateCpu', memory: 'fargateMemory' },
  ARM64: { cpu: 'fargateArmCpu', memory: 'fargateArmMemory' },
  'X86_64 on Spot': { cpu: 'fargateSpotCpu', memory: 'fargateSpotMemory' },
  'ARM64 on Spot': { cpu: 'fargateArmSpotCpu', memory: 'fargateArmSpotMemory' },
};

function fargateCharges(
  { name, task }: WiredService,
  tasks: number,
  how: '' | ' on Spot',
): Charge[] {
  const { cpu = 0, memory = 0, runtimePlatform } = task.value;
  const prices = FARGATE[`${runtimePlatform?.cpuArchitecture ?? 'X86_64'}${how}`];
  if (tasks === 0 || !prices) return [];
  const what = `${name}: ${count(tasks, 'task')}${how}`;
  const id = how ? 'fargate-spot' : 'fargate';
  const [vCpus, gb] = [Number(cpu) / 1024, Number(memory) / 1024];
  return [
    hourlyCharge(`${id}-cpu/${name}`, `${what}, vCPU`, tasks * vCpus, prices.cpu),
    hourlyCharge(`${id}-memory/${name}`, `${what}, memory`, tasks * gb, prices.memory),
  ];
}

/** Tasks of Express Mode have public addresses in public subnets, and a check lets it have no others. */
const hasPublicAddress = ({ service, express }: WiredService): boolean =>
  express !== undefined ||
  service?.value.networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'ENABLED';

const priceLogs = ({ name }: WiredService): Priced => ({
  charges: [
    {
      id: `logs/${name}`,
      item: `${name}: log lines`,
      quantity: USAGE.logGbOfService,
      price: 'logData',
    },
  ],
  assumptions: [`Each service writes ${USAGE.logGbOfService} GB of logs.`],
  unpriced: ['Keeping log lines.'],
});

function noteImages(services: readonly WiredService[]): Priced {
  if (services.length === 0) return {};
  const names = services.map(({ name }) => name).join(', ');
  return { assumptions: [`Services without an image are counted as if they ran: ${names}.`] };
}
