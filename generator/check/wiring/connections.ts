import { hintFrom } from '../../nearest.ts';
import type { ServerEntry, WiredService } from '../../wiring/wired-service.ts';
import type { WiringFinding, WiringRule } from './wiring-rule.ts';

/** Whom services call by Service Connect, and whether anybody answers there. */
export const connectionRules: readonly WiringRule[] = [
  {
    code: 'wiring/app-protocol',
    says: 'a port that is called by `http://` says that it speaks HTTP',
    check: ({ calls }) =>
      calls.flatMap(({ target, caller, variable }) => {
        const { mapping } = target?.entry ?? {};
        if (!target || !mapping || mapping.appProtocol) return [];
        return [
          {
            artefact: target.server.task.artefact,
            path: [...portPath(target.server, mapping.name), 'name'],
            message: `${caller.name} calls the port \`${mapping.name}\` by HTTP (${variable}), but without \`appProtocol\` it is TCP, for as long as the service lives`,
            hint: 'appProtocol: http',
          },
        ];
      }),
  },
  {
    code: 'wiring/alias-served',
    says: 'a host that an environment value calls is served by Service Connect',
    check: ({ calls, services }) => {
      const hosts = services.flatMap(({ entries }) => entries.flatMap(aliasHosts));
      return calls.flatMap(({ caller, path, variable, host }) =>
        hosts.includes(host)
          ? []
          : [
              {
                artefact: caller.task.artefact,
                path,
                message: `${variable} calls \`${host}\`, which nothing serves`,
                hint: services.some(({ name }) => name === host && !caller.dependsOn.includes(name))
                  ? `add ${host} to \`connectsTo\` of ${caller.name}`
                  : hintFrom(host, hosts),
              },
            ],
      );
    },
  },
  {
    code: 'wiring/alias-port',
    says: 'a host that an environment value calls is served on that port',
    check: ({ calls, services }) =>
      calls.flatMap(({ caller, path, variable, host, port, target }) => {
        const ports = services
          .flatMap(({ entries }) => entries.flatMap(({ aliases }) => aliases))
          .filter((alias) => alias.host === host)
          .map((alias) => alias.port);
        if (target || ports.length === 0) return [];
        return [
          {
            artefact: caller.task.artefact,
            path,
            message: `${variable} calls \`${host}\` on port ${port}, where nothing listens`,
            hint: `http://${host}:${ports.join(' or ')}`,
          },
        ];
      }),
  },
  {
    code: 'wiring/same-namespace',
    says: 'who calls and who is called are in the same namespace of Service Connect',
    check: ({ calls, resolve }) =>
      calls.flatMap(({ caller, variable, host, target }): WiringFinding[] => {
        const own = caller.connect;
        const theirs = target?.server.connect;
        if (!own || !theirs) return [];
        const what = `${caller.name} does not find \`${host}\` (${variable})`;
        const off = [own, theirs].find(({ value }) => !value.enabled);
        if (off) {
          const message = `${what}: Service Connect is off`;
          return [{ artefact: off.artefact, path: ['enabled'], message, hint: 'enabled: true' }];
        }
        if (resolve(own.value.namespace) === resolve(theirs.value.namespace)) return [];
        const message = `${what}: it is in another namespace`;
        const hint = `namespace: ${theirs.value.namespace}`;
        return [{ artefact: own.artefact, path: ['namespace'], message, hint }];
      }),
  },
  {
    code: 'wiring/depends-on',
    says: 'whom a service calls is started before it',
    check: ({ calls }) =>
      calls.flatMap(({ caller, path, variable, host, target }) =>
        !target || caller.dependsOn.includes(target.server.name)
          ? []
          : [
              {
                artefact: caller.task.artefact,
                path,
                message: `${variable} calls \`${host}\`, but ${caller.name} does not say so`,
                hint: `add ${target.server.name} to \`connectsTo\` of ${caller.name}`,
              },
            ],
      ),
  },
];

const aliasHosts = ({ aliases }: ServerEntry) => aliases.map(({ host }) => host);

function portPath({ containers }: WiredService, name: string | undefined) {
  const places = containers.flatMap(({ portMappings = [] }, container) =>
    portMappings.map((mapping, index) => ({
      mapping,
      path: ['containerDefinitions', container, 'portMappings', index],
    })),
  );
  return places.find(({ mapping }) => mapping.name === name)?.path ?? [];
}
