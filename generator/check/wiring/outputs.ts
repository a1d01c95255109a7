import { dotted } from '../../config/located.ts';
import { hintFrom } from '../../nearest.ts';
import { type EcsKind, ecsKindOf } from '../../wiring/ecs-input.ts';
import type { Stack } from '../../wiring/stack.ts';
import { readReference } from '../../wiring/stack-outputs.ts';
import { valuesAt } from '../ecs/select-values.ts';
import type { WiringFinding, WiringRule } from './wiring-rule.ts';

/** What kind of resource an output has to hold where it is referred to. */
const KINDS: readonly { readonly of: EcsKind; readonly member: string; readonly type: RegExp }[] = [
  { of: 'task-definition', member: 'executionRoleArn', type: /^AWS::IAM::Role$/ },
  { of: 'task-definition', member: 'taskRoleArn', type: /^AWS::IAM::Role$/ },
  { of: 'express-service', member: 'infrastructureRoleArn', type: /^AWS::IAM::Role$/ },
  {
    of: 'service',
    member: 'networkConfiguration.awsvpcConfiguration.subnets.*',
    type: /^AWS::EC2::Subnet$/,
  },
  {
    of: 'service',
    member: 'networkConfiguration.awsvpcConfiguration.securityGroups.*',
    type: /^AWS::EC2::SecurityGroup$/,
  },
  { of: 'express-service', member: 'networkConfiguration.subnets.*', type: /^AWS::EC2::Subnet$/ },
  {
    of: 'express-service',
    member: 'networkConfiguration.securityGroups.*',
    type: /^AWS::EC2::SecurityGroup$/,
  },
  { of: 'service-connect', member: 'namespace', type: /^AWS::ServiceDiscovery::\w+Namespace$/ },
];

/** References to what only AWS knows. */
export const outputRules: readonly WiringRule[] = [
  {
    code: 'wiring/output-whole-value',
    says: 'a reference to a stack output is the whole value',
    check: ({ references }) =>
      references
        .filter(({ value }) => !readReference(value))
        .map(({ artefact, path, value }) => ({
          artefact,
          path,
          message: `\`${value}\` is not one reference to one output`,
          hint: 'stack-output://<stack>/<output> and nothing else',
        })),
  },
  {
    code: 'wiring/output-exists',
    says: 'a stack output that is referred to exists',
    check: ({ references, stacks }) =>
      references.flatMap(({ artefact, path, value }) => {
        const missing = missingPart(value, stacks);
        return missing ? [{ artefact, path, ...missing }] : [];
      }),
  },
  {
    code: 'wiring/output-order',
    says: 'a parameter refers to outputs of stacks that are deployed before its own',
    check: ({ references, stacks }) =>
      stacks.flatMap(({ name, parameters }, index) => {
        const later = stacks.slice(index).map((stack) => stack.name);
        return references
          .filter(({ artefact }) => artefact === parameters)
          .filter(({ value }) => later.includes(readReference(value)?.stack ?? ''))
          .map(({ artefact, path, value }) => ({
            artefact,
            path,
            message: `the stack ${name} is deployed before \`${value}\` exists`,
          }));
      }),
  },
  {
    code: 'wiring/output-kind',
    says: 'a reference stands where what the output holds is wanted: a role, a subnet, a security group, a namespace',
    check: ({ artefacts, behind }) =>
      artefacts.flatMap((artefact) =>
        KINDS.filter(({ of }) => of === ecsKindOf(artefact)).flatMap(({ member, type }) =>
          valuesAt(artefact.value, member).flatMap(({ path, value }): WiringFinding[] => {
            const resource = behind(value);
            if (!resource || type.test(resource.type)) return [];
            const message = `\`${dotted(path)}\` can't be ${resource.id}, an ${resource.type}`;
            return [{ artefact, path, message }];
          }),
        ),
      ),
  },
];

function missingPart(value: unknown, stacks: readonly Stack[]) {
  const reference = readReference(value);
  if (!reference) return undefined;
  const stack = stacks.find(({ name }) => name === reference.stack);
  if (!stack) {
    const message = `there is no stack \`${reference.stack}\``;
    const names = stacks.map(({ name }) => name);
    return { message, ...(names.length > 0 && { hint: hintFrom(reference.stack, names) }) };
  }
  if (stack.outputNames.includes(reference.output)) return undefined;
  const message = `the stack ${stack.name} has no output \`${reference.output}\``;
  return { message, hint: hintFrom(reference.output, stack.outputNames) };
}
