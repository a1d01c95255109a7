import type { Path } from '../../../config/located.ts';
import { childrenOf } from '../../../render/canonical-json.ts';
import { fieldsOf, listOf } from '../../../render/plain-values.ts';
import type { StackFinding, StackRule } from '../stack-rule.ts';
import { SECTIONS, type Section } from '../template.ts';

/** AWS CloudFormation user guide, "Understand CloudFormation quotas". */
const MOST_ENTRIES: Partial<Record<Section, number>> = {
  Resources: 500,
  Parameters: 200,
  Outputs: 200,
  Mappings: 200,
};
const LONGEST_NAME = 255;
const LARGEST_DESCRIPTION = 1024;
const LARGEST_PARAMETER = 4096;

/** Of a template that stands in the call itself; a larger one would have to be put in a bucket first. */
const LARGEST_TEMPLATE = 51_200;

const bytes = (value: unknown) => Buffer.byteLength(String(value));

/** What a template is made of, and how large it may get. */
export const shapeRules: readonly StackRule[] = [
  {
    code: 'stack/shape',
    says: '`Properties` are a map, and an output has a `Value`',
    find: ({ entries }) => [
      ...entries.Resources.filter(({ fields }) => isOtherThanMap(fields.Properties)).map(
        ({ name, path }) => ({
          path: [...path, 'Properties'],
          message: `the properties of \`${name}\` are not a map`,
        }),
      ),
      ...entries.Outputs.filter(({ fields }) => fields.Value === undefined).map(
        ({ name, path }) => ({ path, message: `the output \`${name}\` has no \`Value\`` }),
      ),
    ],
  },
  {
    code: 'stack/null-value',
    says: 'nothing is empty; what is not meant is left out',
    find: ({ fields }) => nullsIn(fields, []),
  },
  {
    code: 'stack/name',
    says: `logical ids, parameters and outputs have 1 to ${LONGEST_NAME} letters and digits and nothing else`,
    sameAs: [6, 6004, 2003],
    find: ({ entries }) =>
      SECTIONS.flatMap((section) => entries[section])
        .filter(({ name }) => !/^[A-Za-z0-9]+$/.test(name) || name.length > LONGEST_NAME)
        .map(({ name, path }) => ({
          path,
          message: `\`${name}\` can't be a name in a template`,
          hint: `letters and digits only, at most ${LONGEST_NAME}`,
        })),
  },
  {
    code: 'stack/quota',
    says: 'a template has at most 500 resources, 200 parameters, 200 outputs and 200 mappings',
    sameAs: [3, 4, 7, 8, 3010, 6010],
    find: ({ entries }) =>
      SECTIONS.flatMap((section): StackFinding[] => {
        const most = MOST_ENTRIES[section] ?? Number.POSITIVE_INFINITY;
        const count = entries[section].length;
        if (count <= most) return [];
        const message = `the template has ${count} ${section.toLowerCase()}`;
        return [{ path: [section], message, hint: `at most ${most}` }];
      }),
  },
  {
    code: 'stack/template-size',
    says: `a template has at most ${LARGEST_TEMPLATE} bytes, so that it fits into the call itself`,
    sameAs: [1002],
    find: ({ text }) => {
      const size = bytes(text);
      if (size <= LARGEST_TEMPLATE) return [];
      const hint = `at most ${LARGEST_TEMPLATE}; a second stack takes part of it`;
      return [{ path: [], message: `the template has ${size} bytes`, hint }];
    },
  },
  {
    code: 'stack/description-size',
    says: `the description of a template has at most ${LARGEST_DESCRIPTION} bytes`,
    sameAs: [11, 1003],
    find: ({ fields: { Description = '' } }) =>
      bytes(Description) <= LARGEST_DESCRIPTION
        ? []
        : [
            {
              path: ['Description'],
              message: `the description has ${bytes(Description)} bytes`,
              hint: `at most ${LARGEST_DESCRIPTION}`,
            },
          ],
  },
  {
    code: 'stack/parameter-size',
    says: `the value of a parameter has at most ${LARGEST_PARAMETER} bytes`,
    blames: 'value',
    findGiven: (parameters) =>
      listOf(parameters).flatMap((one, index) => {
        const { ParameterKey, ParameterValue } = fieldsOf(one);
        const size = bytes(ParameterValue);
        if (size <= LARGEST_PARAMETER) return [];
        const message = `the value of \`${ParameterKey}\` has ${size} bytes`;
        return [{ path: [index, 'ParameterValue'], message, hint: `at most ${LARGEST_PARAMETER}` }];
      }),
  },
];

const isOtherThanMap = (value: unknown) =>
  value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value));

function nullsIn(value: unknown, path: Path): StackFinding[] {
  if (value !== null) {
    return childrenOf(value).flatMap(([step, child]) => nullsIn(child, [...path, step]));
  }
  return [
    {
      path,
      message: `\`${path.at(-1)}\` is empty, which CloudFormation does not take`,
      hint: 'give it a value or leave it out',
    },
  ];
}
