import type { Path } from '../config/located.ts';
import { fieldsOf, listOf } from '../render/plain-values.ts';
import type { Resource } from './stack.ts';
import type { WiredService } from './wired-service.ts';

/** One opening of a security group. */
export interface Opening {
  /** The group that it belongs to. */
  readonly group: Resource;
  /** The group at the other end; nothing for an address range. */
  readonly peer: Resource | undefined;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** The resource in which it is written, which is the group itself or one beside it. */
  readonly written: Resource;
  readonly path: Path;
  /** The other end, as it is written. */
  readonly peerText: string;
}

const DIRECTIONS = {
  ingress: {
    list: 'SecurityGroupIngress',
    type: 'AWS::EC2::SecurityGroupIngress',
    peer: 'SourceSecurityGroupId',
    prefixList: 'SourcePrefixListId',
  },
  egress: {
    list: 'SecurityGroupEgress',
    type: 'AWS::EC2::SecurityGroupEgress',
    peer: 'DestinationSecurityGroupId',
    prefixList: 'DestinationPrefixListId',
  },
} as const;

type Direction = keyof typeof DIRECTIONS;

/** Every opening in one direction, of all groups. */
export function readOpenings(
  direction: Direction,
  resourcesOf: (type: string) => readonly Resource[],
  behind: (value: unknown) => Resource | undefined,
): Opening[] {
  const { list, type, peer, prefixList } = DIRECTIONS[direction];
  const read = (group: Resource, written: Resource, value: unknown, at: Path): Opening => {
    const fields = fieldsOf(value);
    const isAll = String(fields.IpProtocol) === '-1';
    return {
      group,
      peer: behind(fields[peer]),
      protocol: String(fields.IpProtocol),
      from: isAll || fields.FromPort === undefined ? 0 : Number(fields.FromPort),
      to: isAll || fields.ToPort === undefined ? 65_535 : Number(fields.ToPort),
      written,
      path: [...written.path, 'Properties', ...at],
      peerText: String(
        fields[peer] ?? fields.CidrIp ?? fields.CidrIpv6 ?? fields[prefixList] ?? 'anybody',
      ),
    };
  };
  const inside = resourcesOf('AWS::EC2::SecurityGroup').flatMap((group) =>
    listOf(group.properties[list]).map((one, index) => read(group, group, one, [list, index])),
  );
  const beside = resourcesOf(type).flatMap((written) => {
    const group = behind(written.properties.GroupId);
    return group ? [read(group, written, written.properties, [])] : [];
  });
  return [...inside, ...beside];
}

/** Whether an opening is for traffic of TCP on a port. */
export const lets = ({ protocol, from, to }: Opening, port: number): boolean =>
  (protocol === 'tcp' || protocol === '6' || protocol === '-1') && from <= port && port <= to;

/** The ids of the security groups in which a service's tasks stand, as its files have them. */
export const groupIdsOf = ({ service, express }: WiredService): readonly string[] =>
  service?.value.networkConfiguration?.awsvpcConfiguration?.securityGroups ??
  express?.value.networkConfiguration?.securityGroups ??
  [];
