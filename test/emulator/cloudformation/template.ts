import { parseOutput } from '../../../generator/render/parse-output.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface TemplateResource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties?: Json;
}

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, Json>>;
}

/** Reads a template, its intrinsic functions in their long forms. */
export function readTemplate(text: string): Template {
  const { value, problems } = parseOutput(text);
  if (problems[0]) throw new Error(`the template is not YAML: ${problems[0].message}`);
  return value as Template;
}

/** Resources of a template; of none where there is none yet. */
export const resourcesIn = (text: string): Template['Resources'] =>
  text === '' ? {} : readTemplate(text).Resources;
