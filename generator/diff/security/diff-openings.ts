import { contains, parseCidr } from '../../rules/cidr.ts';
import type { Opening } from '../../wiring/security-groups.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { Entry, Risk } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import type { Pair } from '../pair.ts';
import { resourceKey } from '../resource-key.ts';
import { aboutResource, placeAt } from './place.ts';

const DIRECTIONS = ['ingress', 'egress'] as const;
type Direction = (typeof DIRECTIONS)[number];

/** What security groups let in and out that they did not, and the other way round. */
export function diffOpenings({ before, after }: Pair): Entry[] {
  const groups = new Set(before.resourcesOf('AWS::EC2::SecurityGroup').map(resourceKey));
  return DIRECTIONS.flatMap((direction) => {
    const [old, now] = [openingsOf(before, direction), openingsOf(after, direction)];
    const opened = now.filter((one) => !old.some((other) => covers(other, one)));
    const closed = old.filter((one) => !now.some((other) => covers(other, one)));
    return [
      ...opened.map((one) => tellOpened(one, direction, groups.has(resourceKey(one.group)))),
      ...closed.map((one) => tellClosed(one, direction)),
    ];
  });
}

/** A group that says nothing of egress lets everything out (`SecurityGroupEgress` in CloudFormation's reference). */
function openingsOf({ openings, resourcesOf }: Wiring, direction: Direction): readonly Opening[] {
  if (direction === 'ingress') return openings.ingress;
  const silent = resourcesOf('AWS::EC2::SecurityGroup').filter(
    ({ properties }) => properties.SecurityGroupEgress === undefined,
  );
  const all = { peer: undefined, protocol: '-1', from: 0, to: 65_535, peerText: '0.0.0.0/0' };
  return [
    ...openings.egress,
    ...silent.map((group) => ({ ...all, group, written: group, path: group.path })),
  ];
}

const covers = (outer: Opening, inner: Opening): boolean =>
  resourceKey(outer.group) === resourceKey(inner.group) &&
  (outer.protocol === '-1' || protocolOf(outer) === protocolOf(inner)) &&
  outer.from <= inner.from &&
  inner.to <= outer.to &&
  coversPeer(outer, inner);

const PROTOCOLS: Readonly<Record<string, string>> = { 6: 'tcp', 17: 'udp', 1: 'icmp' };
const protocolOf = ({ protocol }: Opening) => PROTOCOLS[protocol] ?? protocol;

const CIDR = /^\d+(?:\.\d+){3}\/\d+$/;

function coversPeer(outer: Opening, inner: Opening): boolean {
  if (outer.peer || inner.peer) return peerOf(outer) === peerOf(inner);
  const [wide, narrow] = [outer.peerText, inner.peerText];
  if (wide === narrow) return true;
  return CIDR.test(wide) && CIDR.test(narrow) && contains(parseCidr(wide), parseCidr(narrow));
}

const peerOf = ({ peer, peerText }: Opening) => (peer ? resourceKey(peer) : peerText);

const INTERNET: readonly string[] = ['0.0.0.0/0', '::/0', 'anybody'];

function tellOpened(one: Opening, direction: Direction, isKnown: boolean): Entry {
  return entryOf('security/opened', {
    ...aboutResource(one.group),
    message: draw(one, direction, ''),
    risk: riskOf(one, direction, isKnown),
    after: openingValue(one, direction),
    ...placeAt(one.written, one.path),
  });
}

/** Tasks need ways out and to one another; what a new group has of these was asked for with it. */
function riskOf({ peer, peerText }: Opening, direction: Direction, isKnown: boolean): Risk {
  if (direction === 'ingress' && !peer && INTERNET.includes(peerText)) return 'dangerous';
  const isEgress = direction === 'egress';
  const isAsked = isKnown ? isEgress && peer !== undefined : isEgress || peer !== undefined;
  return isAsked ? 'low' : 'review';
}

const tellClosed = (one: Opening, direction: Direction): Entry =>
  entryOf('security/closed', {
    ...aboutResource(one.group),
    message: draw(one, direction, 'no longer '),
    before: openingValue(one, direction),
  });

function draw(one: Opening, direction: Direction, not: string): string {
  const { protocol, from, to, peer, peerText } = one;
  const who = peer?.id ?? (INTERNET.includes(peerText) ? `the internet (${peerText})` : peerText);
  const range = from === to ? `port ${from}` : `ports ${from} to ${to}`;
  const what = protocol === '-1' ? 'with everything' : `on ${protocolOf(one)} ${range}`;
  return direction === 'ingress'
    ? `${not}lets ${who} in ${what}`
    : `${not}lets out to ${who} ${what}`;
}

const openingValue = (one: Opening, direction: Direction) => ({
  direction,
  protocol: protocolOf(one),
  from: one.from,
  to: one.to,
  peer: peerOf(one),
});
