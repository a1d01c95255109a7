import { hintFrom } from '../../nearest.ts';
import { textsOf } from '../../render/plain-values.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { WiringFinding, WiringRule } from './wiring-rule.ts';

/** Label of a container that says where visitors' sessions live. */
const SESSIONS = 'sessions';

/** Where services run, and with how many tasks. */
export const scalingRules: readonly WiringRule[] = [
  {
    code: 'wiring/cluster-known',
    says: 'a service runs in a cluster that a stack makes, on capacity providers of that cluster',
    check: ({ services, resourcesOf }) => {
      const clusters = resourcesOf('AWS::ECS::Cluster');
      const names = clusters.map(({ properties }) => String(properties.ClusterName));
      return services.flatMap(({ service, express }) =>
        [service, express].flatMap((file): WiringFinding[] => {
          if (!file) return [];
          const cluster = String(file.value.cluster);
          const found = clusters.find(({ properties }) => properties.ClusterName === cluster);
          if (found) return checkProviders(file, textsOf(found.properties.CapacityProviders));
          const message = `no stack makes the cluster \`${cluster}\``;
          const hint = hintFrom(cluster, names);
          return [{ artefact: file.artefact, path: ['cluster'], message, hint }];
        }),
      );
    },
  },
  {
    code: 'wiring/scaling-service',
    says: 'scaling names the cluster and the service that it stands beside',
    check: ({ services }) =>
      services.flatMap(({ scaling, service }) => {
        if (!scaling || !service) return [];
        const wanted = `service/${service.value.cluster}/${service.value.serviceName}`;
        const written = scaling.value.target.ResourceId;
        if (written === wanted) return [];
        return [
          {
            artefact: scaling.artefact,
            path: ['target', 'ResourceId'],
            message: `\`${written}\` is another service`,
            hint: wanted,
          },
        ];
      }),
  },
  {
    code: 'wiring/scaling-desired',
    says: 'the tasks to start with lie between the fewest and the most of scaling',
    check: ({ services }) =>
      services.flatMap(({ scaling, service }) => {
        const { MinCapacity = 0, MaxCapacity = 0 } = scaling?.value.target ?? {};
        const desired = service?.value.desiredCount ?? 0;
        if (!scaling || !service || (MinCapacity <= desired && desired <= MaxCapacity)) return [];
        return [
          {
            artefact: service.artefact,
            path: ['desiredCount'],
            message: `${desired} tasks lie outside the ${MinCapacity} to ${MaxCapacity} of scaling`,
          },
        ];
      }),
  },
  {
    code: 'wiring/sessions-in-one-task',
    says: 'what lives in the memory of one task has one task only: neither Service Connect nor an Express load balancer brings a visitor back to the same one',
    check: ({ services }) =>
      services.flatMap((service) => {
        const index = service.containers.findIndex(
          ({ dockerLabels }) => dockerLabels?.[SESSIONS] === 'memory',
        );
        const most = mostTasks(service);
        const isReached = service.entries.length > 0 || service.express !== undefined;
        if (index < 0 || most <= 1 || !isReached) return [];
        return [
          {
            artefact: service.task.artefact,
            path: ['containerDefinitions', index, 'dockerLabels', SESSIONS],
            message: `${service.name} keeps sessions in memory, and can have ${most} tasks`,
            hint: 'one task, or sessions that every task can read',
          },
        ];
      }),
  },
];

function checkProviders(
  file: NonNullable<WiredService['service'] | WiredService['express']>,
  known: readonly string[],
): WiringFinding[] {
  const strategy =
    'capacityProviderStrategy' in file.value ? (file.value.capacityProviderStrategy ?? []) : [];
  return strategy.flatMap(({ capacityProvider = '' }, index) =>
    known.includes(capacityProvider)
      ? []
      : [
          {
            artefact: file.artefact,
            path: ['capacityProviderStrategy', index, 'capacityProvider'],
            message: `the cluster has no capacity provider \`${capacityProvider}\``,
            hint: hintFrom(capacityProvider, known),
          },
        ],
  );
}

/** As many tasks as a service can come to have. */
const mostTasks = ({ service, express, scaling }: WiredService): number =>
  Math.max(
    service?.value.desiredCount ?? 0,
    scaling?.value.target.MaxCapacity ?? 0,
    express?.value.scalingTarget?.maxTaskCount ?? 0,
  );
