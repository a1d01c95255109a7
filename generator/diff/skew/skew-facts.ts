import { fieldsOf, listOf } from '../../render/plain-values.ts';
import { serviceStep } from '../../wiring/read-manifest.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';

/** A value of an environment that may be another one elsewhere, by what it is. */
export type Fact = readonly [what: string, value: string | undefined];

interface ServiceFact {
  readonly what: string;
  /** Whether promotion copies it. */
  readonly isPromotable?: true;
  readonly of: (service: WiredService, wiring: Wiring) => unknown;
}

/** What is compared of each service, in the order in which it is shown. */
const SERVICE_FACTS: readonly ServiceFact[] = [
  {
    what: 'image',
    isPromotable: true,
    of: ({ containers }) =>
      containers.map(({ image = '' }) => image.split('@')[1] ?? 'none').join(', '),
  },
  { what: 'exposure', of: ({ name }, { manifest }) => serviceStep(manifest, name)?.exposure },
  { what: 'CPU units', of: ({ task }) => task.value.cpu },
  { what: 'memory MiB', of: ({ task }) => task.value.memory },
  { what: 'architecture', of: ({ task }) => task.value.runtimePlatform?.cpuArchitecture },
  { what: 'tasks', of: countOf },
  {
    what: 'capacity',
    of: ({ service }) =>
      service?.value.capacityProviderStrategy
        ?.map(({ capacityProvider }) => capacityProvider)
        .join(', '),
  },
  { what: 'connects to', of: ({ dependsOn }) => dependsOn.toSorted().join(', ') || 'nothing' },
  {
    what: 'secrets',
    of: ({ containers }) => namesOf(containers.flatMap(({ secrets = [] }) => secrets)),
  },
];

/** Tasks, or between how many of them scaling chooses and what it holds. */
function countOf({ service, express, scaling }: WiredService): string | undefined {
  const target = scaling?.value.target;
  if (target)
    return `${target.MinCapacity} to ${target.MaxCapacity}${heldBy(scaling.value.policies)}`;
  const own = express?.value.scalingTarget;
  if (own) {
    const held = `${own.autoScalingMetric} ${own.autoScalingTargetValue}`;
    return `${own.minTaskCount} to ${own.maxTaskCount}, ${held}`;
  }
  return service && String(service.value.desiredCount);
}

function heldBy(policies: unknown): string {
  const held = listOf(policies).map((policy) => {
    const { PolicyName, TargetTrackingScalingPolicyConfiguration } = fieldsOf(policy);
    return `, ${PolicyName} ${fieldsOf(TargetTrackingScalingPolicyConfiguration).TargetValue}`;
  });
  return held.join('');
}

const namesOf = (named: readonly { readonly name?: string | undefined }[]): string =>
  named
    .map(({ name = '' }) => name)
    .sort()
    .join(', ') || 'none';

/** What is compared of the stacks, by type and property; the set of values that resources have. */
const RESOURCE_FACTS = [
  { what: 'NAT gateways', type: 'AWS::EC2::NatGateway' },
  { what: 'subnets', type: 'AWS::EC2::Subnet' },
  { what: 'log retention days', type: 'AWS::Logs::LogGroup', property: 'RetentionInDays' },
  { what: 'flow logs', type: 'AWS::EC2::FlowLog' },
] as const;

/** Values that promotion copies. */
export const promotableFacts = (wiring: Wiring): Fact[] => serviceFacts(wiring, true);

/** Values in which environments may well differ on purpose. */
export function ownFacts(wiring: Wiring): Fact[] {
  const resources = RESOURCE_FACTS.map(({ what, type, ...rest }): Fact => {
    const found = wiring.resourcesOf(type);
    if (!('property' in rest)) return [what, String(found.length)];
    const values = new Set(found.map(({ properties }) => String(properties[rest.property])));
    return [what, [...values].sort().join(', ') || undefined];
  });
  return [...serviceFacts(wiring, false), ...variableFacts(wiring), ...resources];
}

function serviceFacts(wiring: Wiring, isPromotable: boolean): Fact[] {
  const facts = SERVICE_FACTS.filter((fact) => (fact.isPromotable ?? false) === isPromotable);
  return wiring.services.flatMap((service) =>
    facts.map(({ what, of }): Fact => {
      const value = of(service, wiring);
      return [`${service.name} · ${what}`, value === undefined ? undefined : String(value)];
    }),
  );
}

/** Variables, with what names the environment itself taken out: that is never the same. */
const variableFacts = (wiring: Wiring): Fact[] =>
  wiring.services.flatMap((service) =>
    service.containers.flatMap(({ environment = [] }) =>
      environment.map(
        ({ name, value = '' }): Fact => [`${service.name} · ${name}`, withoutPlace(value, wiring)],
      ),
    ),
  );

function withoutPlace(text: string, { environment, manifest }: Wiring): string {
  const { project, account, region } = manifest;
  return text
    .replaceAll(`${project}-${environment}`, '<environment>')
    .replaceAll(account ?? '<account>', '<account>')
    .replaceAll(region, '<region>');
}
