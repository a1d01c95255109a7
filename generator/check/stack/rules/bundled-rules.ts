import type { StackRule } from '../stack-rule.ts';

/** What the rules that come with the AWS CDK find, under codes of our own. Everything else of theirs is `artefact/cloudformation`. */
export const bundledRules: readonly StackRule[] = [
  {
    code: 'stack/resource-type',
    says: 'resource types are ones that CloudFormation knows',
    sameAs: [3006],
  },
  {
    code: 'stack/property-name',
    says: 'properties, also inside others, are ones that the resource type has',
    sameAs: [3002],
  },
  {
    code: 'stack/required-property',
    says: 'properties without which the resource can’t be made are there',
    sameAs: [3003],
  },
  {
    code: 'stack/property-type',
    says: 'properties have the type that the resource type asks for',
    sameAs: [3012],
    blames: 'value',
  },
  {
    code: 'stack/allowed-value',
    says: 'a property with a closed list of values has one of them',
    sameAs: [3030],
    blames: 'value',
  },
  {
    code: 'stack/attribute',
    says: '`Fn::GetAtt` reads an attribute that the resource type has',
    sameAs: [9004, 1010],
    inFunction: 'Fn::GetAtt',
  },
];
