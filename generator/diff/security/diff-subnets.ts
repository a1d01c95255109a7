import type { Resource } from '../../wiring/stack.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { matchBy, type Pair } from '../pair.ts';
import { resourceKey } from '../resource-key.ts';
import { aboutResource, placeAt } from './place.ts';

/** Subnets that stand on both sides and get a way to an internet gateway, or lose it. */
export function diffSubnets({ before, after }: Pair): Entry[] {
  const subnets = ({ resourcesOf }: Wiring) => resourcesOf('AWS::EC2::Subnet');
  const [wasOpen, isOpen] = [openSubnets(before), openSubnets(after)];
  return matchBy(subnets(before), subnets(after), resourceKey).flatMap(
    ({ key, before: was, after: is }): Entry[] => {
      if (!was || !is || wasOpen.has(key) === isOpen.has(key)) return [];
      const about = { ...aboutResource(is), ...placeAt(is) };
      if (!isOpen.has(key)) {
        const message = 'has no way to an internet gateway any more';
        return [entryOf('security/subnet-closed', { ...about, message })];
      }
      const message =
        'gets a way to an internet gateway: what has a public address there is reached from the internet';
      return [entryOf('security/subnet-opened', { ...about, message })];
    },
  );
}

/** The subnets whose route table leads to an internet gateway. */
function openSubnets({ resourcesOf, behind }: Wiring): Set<string> {
  const isGateway = (value: unknown) => behind(value)?.type === 'AWS::EC2::InternetGateway';
  const tables = new Set<Resource | undefined>(
    resourcesOf('AWS::EC2::Route')
      .filter(({ properties }) => isGateway(properties.GatewayId))
      .map(({ properties }) => behind(properties.RouteTableId)),
  );
  const associated = resourcesOf('AWS::EC2::SubnetRouteTableAssociation').filter(({ properties }) =>
    tables.has(behind(properties.RouteTableId) ?? ({} as Resource)),
  );
  return new Set(
    associated.flatMap(({ properties }) => {
      const subnet = behind(properties.SubnetId);
      return subnet ? [resourceKey(subnet)] : [];
    }),
  );
}
