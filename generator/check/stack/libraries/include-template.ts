import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Path } from '../../../config/located.ts';
import { fieldsOf } from '../../../render/plain-values.ts';
import { namesOf, readTemplate, type Template } from '../template.ts';
import type { Libraries } from './load-libraries.ts';
import type { RefusedFinding } from './slow-findings.ts';

type App = InstanceType<Libraries['core']['App']>;

export interface Inclusion {
  /** With the template in it; missing when it can't be included whatever is left out. */
  readonly app?: App;
  readonly refused: readonly RefusedFinding[];
  readonly leftOut: readonly string[];
}

/** Includes a template's value; throws what CloudFormation include does not accept. */
type Include = (value: unknown) => App;

/**
 * Loads a template through CloudFormation include. It stops at the first thing that it does not
 * accept, so what is known to be broken is left out, and after a stop each resource is tried alone.
 *
 * @param broken places at which mistakes are known
 */
export function includeTemplate(
  libraries: Libraries,
  template: Template,
  broken: readonly Path[],
  folder: string,
): Inclusion {
  const include = includer(libraries, folder);
  const known = namesOf(template, 'Resources').filter((name) =>
    broken.some(([section, place]) => section === 'Resources' && place === name),
  );
  const mended = broken.length === 0 ? template : mend(template, known, broken);
  if (tryTo(include, mended.fields).app) {
    return { ...tryTo(include, mended.fields), refused: [], leftOut: known };
  }
  const refused = namesOf(mended, 'Resources')
    .filter((name) => !known.includes(name))
    .flatMap((name) => refusalOf(name, mended, include));
  const leftOut = [...known, ...refused.map(({ path: [, name] }) => String(name))];
  const rest = tryTo(include, mend(template, leftOut, broken).fields);
  if (rest.app) return { app: rest.app, refused, leftOut };
  return { refused: [...refused, { path: [], message: rest.message }], leftOut };
}

function includer({ core, include }: Libraries, folder: string): Include {
  let count = 0;
  return (value) => {
    const templateFile = join(folder, `include-${count}.json`);
    writeFileSync(templateFile, JSON.stringify(value));
    const app = new core.App({ outdir: join(folder, `out-${count++}`) });
    new include.CfnInclude(new core.Stack(app, 'stack'), 'Template', { templateFile });
    return app;
  };
}

function tryTo(include: Include, value: unknown): { app?: App; message: string } {
  try {
    return { app: include(value), message: '' };
  } catch (error) {
    const { message } = error as Error;
    return { message: message.split('\n')[0] ?? message };
  }
}

/** What is wrong with one resource, the others being left out. */
function refusalOf(name: string, template: Template, include: Include): RefusedFinding[] {
  const others = namesOf(template, 'Resources').filter((other) => other !== name);
  const { app, message } = tryTo(include, mend(template, others, []).fields);
  return app ? [] : [{ path: ['Resources', name], message }];
}

/** A type of which nothing is known, so nothing is wrong with it. */
const PLACEHOLDER = { Type: 'Custom::LeftOut' };

/** A copy that include can read: the named resources are there, but are nothing, and there are no outputs. */
function mend(template: Template, leftOut: readonly string[], broken: readonly Path[]): Template {
  const { fields, text } = template;
  const replace = (section: 'Parameters' | 'Conditions', placeholder: object) => ({
    ...fieldsOf(fields[section]),
    ...Object.fromEntries(
      broken.filter(([place]) => place === section).map(([, name]) => [name, placeholder]),
    ),
  });
  return readTemplate(text, {
    Transform: fields.Transform,
    Mappings: fields.Mappings,
    Parameters: replace('Parameters', { Type: 'String' }),
    Conditions: replace('Conditions', { 'Fn::Equals': ['a', 'a'] }),
    Resources: {
      ...fieldsOf(fields.Resources),
      ...Object.fromEntries(leftOut.map((name) => [name, PLACEHOLDER])),
    },
  });
}
