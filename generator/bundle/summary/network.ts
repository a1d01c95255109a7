import { table } from '../../render/markdown.ts';
import type { Opening } from '../../wiring/security-groups.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { code, counted, paragraph, type Section, underHeading } from './section.ts';

/** The VPC with its subnets, and who may reach whom in it. */
export const network: Section = ({ environment, wiring }) => {
  const { network: plan } = environment;
  if (!plan) return [];
  const nats = plan.subnets.filter(({ hasNat }) => hasNat).length;
  const record = plan.flowLogs ? 'Every connection is recorded.' : 'Connections are not recorded.';
  return underHeading('Network', [
    ...paragraph(`VPC ${code(plan.cidr)} with ${counted(nats, 'NAT gateway')}. ${record}`),
    ...table(
      ['Subnet', 'Zone', 'Range', 'Way out'],
      plan.subnets.map(({ id, zone, cidr, isPublic, natZone }) => [
        id,
        zone,
        code(cidr),
        isPublic ? 'internet gateway' : `NAT gateway in zone ${natZone}`,
      ]),
    ),
    ...paragraph('Security groups, one a service, let through just this:'),
    ...table(
      ['Service', 'Lets in', 'Lets out'],
      wiring.services.map((service) => [
        service.name,
        letsIn(service, wiring),
        openingsOf(service, wiring.openings.egress, wiring).join(', ') || 'everything',
      ]),
    ),
  ]);
};

/** Express Mode puts a group of its own beside the service's, for its load balancer. */
function letsIn(service: WiredService, wiring: Wiring): string {
  const gateway = service.express ? ['the Express gateway'] : [];
  const others = openingsOf(service, wiring.openings.ingress, wiring);
  return [...gateway, ...others].join(', ') || 'nobody';
}

function openingsOf(service: WiredService, openings: readonly Opening[], wiring: Wiring): string[] {
  const groups = wiring.groupsOf(service);
  const own = openings.filter(({ group }) => groups.includes(group));
  const texts = own.map(({ peer, peerText, from, to }) => {
    const other = wiring.services.find((one) => peer && wiring.groupsOf(one).includes(peer));
    const ports = from === to ? String(from) : `${from} to ${to}`;
    const who = other === service ? 'its own probes' : (other?.name ?? peer?.id ?? code(peerText));
    return `${who} on ${ports}`;
  });
  return [...new Set(texts)];
}
