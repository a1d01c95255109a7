import type { Resource } from './stack.ts';
import type { Wiring } from './wiring.ts';

const DEFAULT_ROUTE = '0.0.0.0/0';

/** The default route of a subnet's route table. */
export function wayOut(
  subnet: Resource,
  { resourcesOf, behind }: Pick<Wiring, 'resourcesOf' | 'behind'>,
): Resource | undefined {
  const association = resourcesOf('AWS::EC2::SubnetRouteTableAssociation').find(
    ({ properties }) => behind(properties.SubnetId) === subnet,
  );
  const table = association && behind(association.properties.RouteTableId);
  return resourcesOf('AWS::EC2::Route').find(
    ({ properties }) =>
      table !== undefined &&
      behind(properties.RouteTableId) === table &&
      properties.DestinationCidrBlock === DEFAULT_ROUTE,
  );
}
