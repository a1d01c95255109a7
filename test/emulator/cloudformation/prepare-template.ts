import type { Place } from '../patch.ts';
import { foldReferences } from './fold-references.ts';
import { SKIPPED_TYPES, type StandIn } from './skipped-types.ts';
import type { Json, Template, TemplateResource } from './template.ts';

/** Types that moto loses when they change, so that it goes on with what they were at first. */
const UNCHANGEABLE_TYPES = [
  'AWS::EC2::EIP',
  'AWS::EC2::FlowLog',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::NatGateway',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::IAM::ManagedPolicy',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
];

export interface Prepared {
  /** What moto is given. */
  readonly body: string;
  /** Resources that the proxy plays, by logical id. */
  readonly standIns: ReadonlyMap<string, StandIn>;
}

/** What decides how a template is prepared, apart from the template. */
export interface Circumstances {
  readonly stackName: string;
  readonly place: Place;
  readonly parameters: Readonly<Record<string, string>>;
  /** What moto was given for the stack before. */
  readonly before: string;
}

/** Makes a template into one that moto understands whole, so that its outputs come out. */
export function prepareTemplate(template: Template, circumstances: Circumstances): Prepared {
  const { place, parameters, before } = circumstances;
  const standIns = findStandIns(template, circumstances);
  const known = {
    standIns,
    region: place.region,
    parameters: new Map(
      Object.entries(template.Parameters ?? {}).map(([key, declared]) => [
        key,
        typed(parameters[key] ?? String(declared.Default), String(declared.Type)),
      ]),
    ),
  };
  const { Parameters: _, ...rest } = template;
  const folded = foldReferences(rest, known) as Template;
  const old = before === '' ? {} : (JSON.parse(before) as Template).Resources;
  const Resources = Object.fromEntries(
    Object.entries(folded.Resources)
      .filter(([id]) => !standIns.has(id))
      .map(([id, resource]) => [id, prepare(resource, standIns, old[id])]),
  );
  return {
    body: JSON.stringify({ ...folded, Resources: { ...retained(old), ...Resources } }),
    standIns,
  };
}

function findStandIns(
  { Resources }: Template,
  { stackName, place }: Circumstances,
): Map<string, StandIn> {
  return new Map(
    Object.entries(Resources).flatMap(([logicalId, { Type, Properties: properties = {} }]) => {
      const standIn = SKIPPED_TYPES[Type]?.({ logicalId, stackName, properties, place });
      return standIn ? [[logicalId, standIn] as const] : [];
    }),
  );
}

function typed(value: string, type: string): unknown {
  if (type === 'Number') return Number(value);
  return type === 'CommaDelimitedList' || type.startsWith('List<') ? value.split(',') : value;
}

function prepare(
  { DependsOn = [], ...resource }: TemplateResource,
  standIns: ReadonlyMap<string, StandIn>,
  old: TemplateResource | undefined,
): TemplateResource {
  if (old && UNCHANGEABLE_TYPES.includes(resource.Type)) return old;
  const after = [DependsOn].flat().filter((logicalId) => !standIns.has(logicalId));
  return {
    ...resource,
    ...(after.length > 0 && { DependsOn: after }),
    // moto writes empty ones itself, and then takes the resource for changed.
    Properties: propertiesOf(resource),
  };
}

/** moto answers 500 for a key that is tagged. */
function propertiesOf({ Type, Properties = {} }: TemplateResource): Json {
  const { Tags: _, ...untagged } = Properties;
  return Type === 'AWS::KMS::Key' ? untagged : Properties;
}

/** What a stack no longer has but has to keep; moto would remove it. */
const retained = (old: Template['Resources']): Template['Resources'] =>
  Object.fromEntries(
    Object.entries(old).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain'),
  );
