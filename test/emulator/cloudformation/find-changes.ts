import { isDeepStrictEqual } from 'node:util';
import { isCreateOnly } from '../../scripted-aws/services/cloud-formation/create-only.ts';
import type { Change } from './kept-stack.ts';
import type { Template, TemplateResource } from './template.ts';

interface Version {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

const NONE: Version = { template: { Resources: {} }, parameters: {} };

/**
 * What differs between a stack and a change set: moto tells neither replacement nor what a parameter
 * changes.
 */
export function findChanges(before: Version = NONE, after: Version): Change[] {
  const ids = new Set([
    ...Object.keys(before.template.Resources),
    ...Object.keys(after.template.Resources),
  ]);
  const changed = Object.keys(after.parameters).filter(
    (key) => before.parameters[key] !== after.parameters[key],
  );
  return [...ids].flatMap((id): Change[] => {
    const old = before.template.Resources[id];
    const now = after.template.Resources[id];
    if (!now) return old ? [change('Remove', id, old)] : [];
    if (!old) return [change('Add', id, now)];
    const properties = changedProperties(old, now, changed);
    const isSame =
      properties.length === 0 && isDeepStrictEqual(withoutProperties(old), withoutProperties(now));
    return isSame ? [] : [change('Modify', id, now, properties)];
  });
}

function change(
  Action: 'Add' | 'Modify' | 'Remove',
  LogicalResourceId: string,
  { Type, DeletionPolicy }: TemplateResource,
  properties: readonly string[] = [],
): Change {
  const isReplaced = properties.some((name) => isCreateOnly(Type, name));
  return {
    Type: 'Resource',
    ResourceChange: {
      Action,
      LogicalResourceId,
      ResourceType: Type,
      ...(Action === 'Modify' && {
        Replacement: isReplaced ? 'True' : 'False',
        Scope: ['Properties'],
      }),
      ...(Action === 'Remove' && {
        PolicyAction: DeletionPolicy === 'Retain' ? 'Retain' : 'Delete',
      }),
    },
  };
}

const withoutProperties = ({ Properties: _, ...rest }: TemplateResource) => rest;

/** Names of properties that differ, be it by a parameter. */
function changedProperties(
  { Properties: old = {} }: TemplateResource,
  { Properties: now = {} }: TemplateResource,
  parameters: readonly string[],
): string[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names.filter(
    (name) => !isDeepStrictEqual(old[name], now[name]) || refersTo(now[name], parameters),
  );
}

/** Whether any of the parameters stands in a value. */
function refersTo(value: unknown, parameters: readonly string[]): boolean {
  const text = JSON.stringify(value);
  return parameters.some(
    (name) => text.includes(`{"Ref":"${name}"}`) || text.includes(`\${${name}}`),
  );
}
