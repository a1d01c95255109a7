import type { Resource } from '../../wiring/stack.ts';
import { drawValue } from '../draw-value.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import type { Pair } from '../pair.ts';
import { aboutResource, placeAt } from './place.ts';
import { readable } from './policy/group-widened.ts';

const TYPE = 'AWS::EC2::NetworkAclEntry';

/** Rules of network access control lists. An allowance that comes and a denial that goes let more through. */
export function diffNetworkRules({ before, after }: Pair): Entry[] {
  const [old, now] = [before.resourcesOf(TYPE), after.resourcesOf(TYPE)];
  const known = (rules: readonly Resource[]) => new Set(rules.map(meaningOf));
  const [was, is] = [known(old), known(now)];
  return [
    ...now
      .filter((rule) => !was.has(meaningOf(rule)))
      .map((rule) => tell(rule, isAllow(rule), 'is new')),
    ...old
      .filter((rule) => !is.has(meaningOf(rule)))
      .map((rule) => tell(rule, !isAllow(rule), 'is gone')),
  ];
}

const isAllow = ({ properties }: Resource) => properties.RuleAction === 'allow';

const PARTS = [
  'NetworkAclId',
  'Egress',
  'Protocol',
  'CidrBlock',
  'Ipv6CidrBlock',
  'PortRange',
  'Icmp',
] as const;

/** What a rule is, wherever it is written; its number decides what it comes before. */
const meaningOf = ({ properties }: Resource) =>
  JSON.stringify(
    [...PARTS, 'RuleAction', 'RuleNumber'].map((part) => String(drawValue(properties[part]))),
  );

function tell(rule: Resource, isLooser: boolean, what: 'is new' | 'is gone'): Entry {
  const { RuleAction, Egress, CidrBlock, Ipv6CidrBlock, Protocol, PortRange } = rule.properties;
  const way = String(Egress) === 'true' ? 'out to' : 'in from';
  const ports = PortRange === undefined ? '' : ` ports ${drawValue(PortRange)}`;
  const peer = readable(String(CidrBlock ?? Ipv6CidrBlock));
  const message = `a rule ${what}: ${String(RuleAction)} ${way} ${peer}, protocol ${String(Protocol)}${ports}`;
  const code = isLooser ? 'security/network-rule-loosened' : 'security/network-rule-tightened';
  return entryOf(code, {
    ...aboutResource(rule),
    message,
    ...(what === 'is new' && placeAt(rule)),
  });
}
