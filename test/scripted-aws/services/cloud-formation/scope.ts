import type { World } from '../../world.ts';
import { evaluate, holds, type Scope } from './evaluate.ts';
import { attributeOf } from './physical.ts';
import type { Content, LiveStack, TemplateResource } from './state.ts';

/** How references of a template are resolved in a stack as it stands; ids of what is to be replaced are not known. */
export function scopeOf(
  stack: LiveStack,
  content: Content,
  world: World,
  replaced: ReadonlySet<string> = new Set(),
): Scope {
  const live = (name: string) => (replaced.has(name) ? undefined : stack.resources.get(name));
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': world.account,
    'AWS::Region': world.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': stack.id,
  };
  const parameters = new Map(
    content.parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
  );
  const typeOf = (name: string) => content.template.Parameters?.[name]?.Type ?? '';
  const parameter = (name: string) => {
    const value = parameters.get(name);
    return /List/.test(typeOf(name)) ? value?.split(',') : value;
  };
  return {
    ref: (name) =>
      pseudo[name] ??
      (parameters.has(name) ? parameter(name) : (live(name)?.physicalId ?? unmade(name))),
    attribute: (logicalId, name) => {
      const resource = live(logicalId);
      return resource ? attributeOf(resource, name, world) : unmade(`${logicalId}.${name}`);
    },
    conditions: content.template.Conditions ?? {},
    zones: ['a', 'b', 'c'].map((letter) => world.region + letter),
  };
}

/** What a change set shows of something that does not exist yet. */
const unmade = (name: string) => `{{changeSet:KNOWN_AFTER_APPLY:${name}}}`;

/** Whether a resource's or output's condition holds. */
export const isWanted = ({ Condition }: { readonly Condition?: string }, scope: Scope): boolean =>
  Condition === undefined || holds({ Condition }, scope);

/** A resource's properties, worked out. */
export const propertiesOf = ({ Properties = {} }: TemplateResource, scope: Scope) =>
  evaluate(Properties, scope) as Readonly<Record<string, unknown>>;

/** The outputs of a template, as the stack stands. */
export function outputsOf(stack: LiveStack, content: Content, world: World) {
  const scope = scopeOf(stack, content, world);
  return Object.entries(content.template.Outputs ?? {})
    .filter(([, output]) => isWanted(output, scope))
    .map(([OutputKey, { Value, Description }]) => ({
      OutputKey,
      OutputValue: String(evaluate(Value, scope)),
      ...(Description && { Description }),
    }));
}
