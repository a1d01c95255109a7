import type { Call } from '../../wiring/calls.ts';
import { lets, type Opening } from '../../wiring/security-groups.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { WiringFinding, WiringRule } from './wiring-rule.ts';

/** Who may reach whom: as far as calls go, and no further. */
export const securityGroupRules: readonly WiringRule[] = [
  {
    code: 'wiring/caller-let-in',
    says: 'the security group of a server lets its callers in on the container port',
    check: eachCall((call, wiring, port) => {
      const [server, caller] = endsOf(call, wiring);
      return isOpen(wiring.openings.ingress, server, caller, port)
        ? undefined
        : { group: server[0], what: `lets ${call.caller.name} in on port ${port}` };
    }),
  },
  {
    code: 'wiring/caller-may-go-out',
    says: 'the security group of a caller lets it out to the servers that it calls',
    check: eachCall((call, wiring, port) => {
      const [server, caller] = endsOf(call, wiring);
      const closed = caller.filter((group) => group.properties.SecurityGroupEgress !== undefined);
      // A group that says nothing about egress lets everything out.
      if (closed.length < caller.length) return undefined;
      return isOpen(wiring.openings.egress, caller, server, port)
        ? undefined
        : { group: caller[0], what: `lets it out to ${call.target?.server.name} on port ${port}` };
    }),
  },
  {
    code: 'wiring/nobody-else-let-in',
    says: 'the security group of a service lets nobody in who does not call it, and on no other port',
    check: (wiring) => checkReasons(wiring, 'ingress'),
  },
  {
    code: 'wiring/nowhere-else-out',
    says: 'the security group of a service lets it out to no service that it does not call',
    check: (wiring) => checkReasons(wiring, 'egress'),
  },
];

type Groups = readonly Resource[];

const endsOf = ({ caller, target }: Call, { groupsOf }: Wiring): [Groups, Groups] => [
  target ? groupsOf(target.server) : [],
  groupsOf(caller),
];

const isOpen = (openings: readonly Opening[], own: Groups, peers: Groups, port: number) =>
  openings.some(
    (opening) =>
      own.includes(opening.group) &&
      opening.peer !== undefined &&
      peers.includes(opening.peer) &&
      lets(opening, port),
  );

type Closed = { readonly group: Resource | undefined; readonly what: string };

/** A check of each call that arrives somewhere, where security groups are known at both ends. */
function eachCall(
  check: (call: Call, wiring: Wiring, port: number) => Closed | undefined,
): WiringRule['check'] {
  return (wiring) =>
    wiring.calls.flatMap((call): WiringFinding[] => {
      const port = call.target?.entry.ingressPort;
      const ends = endsOf(call, wiring);
      if (port === undefined || ends.some((groups) => groups.length === 0)) return [];
      const { group, what } = check(call, wiring, port) ?? {};
      if (!group) return [];
      const { caller, variable, host } = call;
      return [
        {
          artefact: group.stack.template,
          path: group.path,
          message: `${caller.name} calls \`${host}\` (${variable}), but nothing in ${group.id} ${what}`,
        },
      ];
    });
}

function checkReasons(wiring: Wiring, direction: 'ingress' | 'egress'): WiringFinding[] {
  const ownerOf = (group: Resource | undefined) =>
    wiring.services.find((service) => group && wiring.groupsOf(service).includes(group));
  return wiring.openings[direction].flatMap((opening) => {
    const owner = ownerOf(opening.group);
    const peer = ownerOf(opening.peer);
    // Out to AWS itself, tasks need a way; to another service only for a call.
    if (!owner || (direction === 'egress' && !peer)) return [];
    const [server, caller] = direction === 'ingress' ? [owner, peer] : [peer, owner];
    if (server && caller && isCalledOn(server, caller, opening, wiring)) return [];
    const ports = opening.from === opening.to ? opening.from : `${opening.from} to ${opening.to}`;
    const other = peer?.name ?? opening.peerText;
    const what = direction === 'ingress' ? `lets ${other} in` : `lets it out to ${other}`;
    return [
      {
        artefact: opening.written.stack.template,
        path: opening.path,
        message: `${opening.written.id} ${what} on port ${ports}, without a call that needs it`,
        hint: 'open the container port to callers only',
      },
    ];
  });
}

/**
 * Whether an opening is just what a caller needs: a port that it calls, and nothing wider. A server is
 * called from its own group too, by the task that probes a deployment.
 */
function isCalledOn(
  server: WiredService,
  caller: WiredService,
  { protocol, from, to }: Opening,
  { calls }: Wiring,
): boolean {
  const isCaller =
    caller === server ||
    caller.dependsOn.includes(server.name) ||
    calls.some((call) => call.caller === caller && call.target?.server === server);
  const ports = server.entries.map(({ ingressPort }) => ingressPort);
  return (
    isCaller && from === to && ports.includes(from) && (protocol === 'tcp' || protocol === '6')
  );
}
