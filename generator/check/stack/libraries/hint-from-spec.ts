import type { Property, PropertyType, SpecDatabase } from '@aws-cdk/service-spec-types';
import type { Path } from '../../../config/located.ts';
import { hintFrom } from '../../../nearest.ts';
import type { Template } from '../template.ts';

/** Hints that need CloudFormation's own description of its types. */
export interface SpecHints {
  readonly forType: (type: string) => string;
  /** For a property that does not exist, by its place in the template. */
  readonly forProperty: (template: Template, path: Path) => string | undefined;
}

/** For a template in which nothing has to be explained. */
export const noSpecHints: SpecHints = { forType: () => '', forProperty: () => undefined };

/** Reads the description, which takes half a second: only for a template that has a mistake. */
export async function loadSpecHints(): Promise<SpecHints> {
  const { loadAwsServiceSpecSync } = await import('@aws-cdk/aws-service-spec');
  const spec = loadAwsServiceSpecSync();
  const types = spec.all('resource').map(({ cloudFormationType }) => cloudFormationType);
  return {
    forType: (type) => hintFrom(type, types),
    forProperty: (template, [, id, , ...steps]) => {
      const resource = template.entries.Resources.find(({ name }) => name === id);
      const [found] = spec.lookup(
        'resource',
        'cloudFormationType',
        'equals',
        String(resource?.fields.Type),
      );
      const known = found && propertiesAt(spec, found.properties, steps.slice(0, -1));
      return known && hintFrom(String(steps.at(-1)), Object.keys(known));
    },
  };
}

type Properties = Readonly<Record<string, Property>>;

function propertiesAt(spec: SpecDatabase, properties: Properties, path: Path) {
  return path.reduce<{ readonly own?: Properties; readonly item?: PropertyType }>(
    ({ own, item }, step) => inside(spec, own?.[String(step)]?.type ?? item),
    { own: properties },
  ).own;
}

/** What stands inside a value of a type: the properties of a map, or the type of a list's items. */
function inside(spec: SpecDatabase, type: PropertyType | undefined) {
  if (type?.type === 'ref')
    return { own: spec.get('typeDefinition', type.reference.$ref).properties };
  if (type?.type === 'array' || type?.type === 'map') return { item: type.element };
  return {};
}
