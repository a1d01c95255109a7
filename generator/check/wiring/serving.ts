import { hintFrom } from '../../nearest.ts';
import type { ServerEntry, WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { repeated } from '../ecs/ecs-rule.ts';
import type { WiringFinding, WiringRule } from './wiring-rule.ts';

/** What Service Connect serves, under which names. */
export const servingRules: readonly WiringRule[] = [
  {
    code: 'wiring/port-name',
    says: 'Service Connect serves ports that the task definition names',
    check: eachEntry(({ entry, path, mapping }, { containers }) => {
      if (mapping) return [];
      const named = containers
        .flatMap(({ portMappings = [] }) => portMappings)
        .flatMap(({ name }) => name ?? []);
      return [
        {
          path: [...path, 'portName'],
          message: `the task definition names no port \`${entry.portName}\``,
          hint: hintFrom(String(entry.portName), named),
        },
      ];
    }),
  },
  {
    code: 'wiring/request-timeout',
    says: 'a server of HTTP says how long an answer may take, or Service Connect cuts it after 15 s',
    check: eachEntry(({ entry, path, mapping }) =>
      !mapping?.appProtocol || entry.timeout?.perRequestTimeoutSeconds !== undefined
        ? []
        : [
            {
              path,
              message:
                'without `perRequestTimeoutSeconds` every answer is cut after 15 s, streams too',
              hint: 'timeout: {perRequestTimeoutSeconds: 0, idleTimeoutSeconds: 3600}',
            },
          ],
    ),
  },
  {
    code: 'wiring/tcp-timeout',
    says: 'a server of TCP has no `perRequestTimeoutSeconds`, which ECS refuses there',
    check: eachEntry(({ entry, path, mapping }) =>
      !mapping || mapping.appProtocol || entry.timeout?.perRequestTimeoutSeconds === undefined
        ? []
        : [
            {
              path: [...path, 'timeout', 'perRequestTimeoutSeconds'],
              message: `ECS refuses it, since the port \`${mapping.name}\` is TCP`,
              hint: 'leave it out, or set `appProtocol` on the port',
            },
          ],
    ),
  },
  {
    code: 'wiring/alias-unique',
    says: 'within a namespace every discovery name, and every alias with its port, is given once',
    check: checkNames,
  },
];

function eachEntry(
  check: (entry: ServerEntry, service: WiredService) => readonly Omit<WiringFinding, 'artefact'>[],
): WiringRule['check'] {
  return ({ services }) =>
    services.flatMap((service) => {
      const artefact = service.connect?.artefact;
      if (!artefact) return [];
      return service.entries.flatMap((entry) =>
        check(entry, service).map((finding) => ({ artefact, ...finding })),
      );
    });
}

function checkNames({ services, resolve }: Wiring): WiringFinding[] {
  const all = services.flatMap(({ connect, entries }) =>
    entries.flatMap(({ entry, path, aliases }) => {
      const namespace = connect && resolve(connect.value.namespace);
      const discovery = entry.discoveryName ?? entry.portName;
      return [
        {
          connect,
          path: [...path, 'discoveryName'],
          name: `${discovery}`,
          key: `${namespace} ${discovery}`,
        },
        ...aliases.map(({ host, port, path: place }) => ({
          connect,
          path: place,
          name: `${host}:${port}`,
          key: `${namespace} ${host}:${port}`,
        })),
      ];
    }),
  );
  return repeated(all, ({ key }) => key).flatMap(({ item: { connect, path, name } }) =>
    connect
      ? [
          {
            artefact: connect.artefact,
            path,
            message: `\`${name}\` is served twice in the namespace`,
          },
        ]
      : [],
  );
}
