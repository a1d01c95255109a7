import { hintFrom } from '../../nearest.ts';
import type { Artefact } from '../../render/artefact.ts';
import { fieldsOf, listOf } from '../../render/plain-values.ts';
import { namesReadBy } from '../../wiring/fold-intrinsics.ts';
import type { Stack } from '../../wiring/stack.ts';
import type { WiringFinding, WiringRule } from './wiring-rule.ts';

/** What a template asks for and what it is given. */
export const parameterRules: readonly WiringRule[] = [
  {
    code: 'wiring/parameter-given',
    says: 'every parameter of a template is given',
    check: eachStack(({ template, declared, given }) =>
      Object.keys(declared)
        .filter((name) => !given.has(name))
        .map((name) => ({
          artefact: template,
          path: ['Parameters', name],
          message: `nothing is given for the parameter \`${name}\``,
          hint: `add it to ${parametersTemplate(template)}`,
        })),
    ),
  },
  {
    code: 'wiring/parameter-known',
    says: 'every parameter that is given is one of the template',
    check: eachStack(({ parameters, declared }) =>
      listOf(parameters?.value).flatMap((one, index) => {
        const name = String(fieldsOf(one).ParameterKey);
        if (!parameters || name in declared) return [];
        return [
          {
            artefact: parameters,
            path: [index, 'ParameterKey'],
            message: `the template has no parameter \`${name}\``,
            hint: hintFrom(name, Object.keys(declared)),
            blames: 'template',
          },
        ];
      }),
    ),
  },
  {
    code: 'wiring/parameter-used',
    says: 'every parameter of a template is used in it',
    check: eachStack(({ template, declared }) => {
      const used = usedNames(template);
      return Object.keys(declared)
        .filter((name) => !used.has(name))
        .map((name) => ({
          artefact: template,
          path: ['Parameters', name],
          message: `nothing uses the parameter \`${name}\``,
          hint: 'leave it out here and in the parameters file',
        }));
    }),
  },
];

const parametersTemplate = ({ path }: Artefact) => path.replace(/\.yaml$/, '.parameters.json');

function eachStack(check: (stack: Stack) => readonly WiringFinding[]): WiringRule['check'] {
  return ({ stacks }) => stacks.flatMap(check);
}

/** Environments may share a template's value, so each is read once. */
const known = new WeakMap<object, ReadonlySet<string>>();

function usedNames({ value }: Artefact): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const found = known.get(value) ?? namesReadBy(value);
  known.set(value, found);
  return found;
}
