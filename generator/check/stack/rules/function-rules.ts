import { hintFrom } from '../../../nearest.ts';
import { fieldsOf, isMap } from '../../../render/plain-values.ts';
import { isIntrinsic } from '../../../wiring/fold-intrinsics.ts';
import type { StackFinding, StackRule } from '../stack-rule.ts';
import type { Template } from '../template.ts';
import { expressionsIn } from './expressions.ts';

type Test = (argument: unknown) => boolean;

const isExpression: Test = (value) => {
  const keys = Object.keys(fieldsOf(value));
  return keys.length === 1 && isIntrinsic(keys[0] ?? '');
};
const isPlain: Test = (value) => ['string', 'number', 'boolean'].includes(typeof value);
const isText: Test = (value) => isPlain(value) || isExpression(value);
const isName: Test = (value) => typeof value === 'string';
const isIndex: Test = (value) => /^\d+$/.test(String(value)) || isExpression(value);
const isList: Test = (value) => Array.isArray(value) || isExpression(value);
const isMapOfTexts: Test = (value) => isMap(value) && Object.values(fieldsOf(value)).every(isText);
const isAnything: Test = (value) => value !== undefined && value !== null;

const listOfTests =
  (...tests: readonly Test[]): Test =>
  (argument) =>
    Array.isArray(argument) &&
    argument.length === tests.length &&
    tests.every((test, index) => test(argument[index]));

const either =
  (...tests: readonly Test[]): Test =>
  (argument) =>
    tests.some((test) => test(argument));

const someConditions: Test = (argument) =>
  Array.isArray(argument) && argument.length >= 2 && argument.length <= 10;

/** What each function takes (AWS CloudFormation template reference, "Intrinsic functions"). */
const FUNCTIONS: Readonly<Record<string, { readonly takes: string; readonly fits: Test }>> = {
  Ref: { takes: 'a name', fits: isName },
  'Fn::GetAtt': {
    takes: '`Resource.Attribute`, or both in a list',
    fits: either(
      (argument) => isName(argument) && /^[^.]+\../.test(String(argument)),
      listOfTests(isName, (attribute) => attribute !== '' && isText(attribute)),
    ),
  },
  'Fn::Sub': {
    takes: 'a text, or a list of a text and a map of values',
    fits: either(isName, listOfTests(isName, isMapOfTexts)),
  },
  'Fn::Join': { takes: 'a separator and a list', fits: listOfTests(isName, isList) },
  'Fn::Select': { takes: 'an index and a list', fits: listOfTests(isIndex, isList) },
  'Fn::Split': { takes: 'a separator and a text', fits: listOfTests(isName, isText) },
  'Fn::If': {
    takes: 'a condition and two values',
    fits: listOfTests(isName, isAnything, isAnything),
  },
  'Fn::Equals': { takes: 'two values', fits: listOfTests(isAnything, isAnything) },
  'Fn::Not': { takes: 'a list of one condition', fits: listOfTests(isMap) },
  'Fn::And': { takes: 'a list of 2 to 10 conditions', fits: someConditions },
  'Fn::Or': { takes: 'a list of 2 to 10 conditions', fits: someConditions },
  'Fn::FindInMap': {
    takes: 'a mapping and two keys',
    fits: either(listOfTests(isText, isText, isText), listOfTests(isText, isText, isText, isMap)),
  },
  'Fn::GetAZs': { takes: 'a Region, or an empty text for the own one', fits: isText },
  'Fn::ImportValue': { takes: 'the name of an export', fits: isText },
  'Fn::Base64': { takes: 'a text', fits: isText },
  'Fn::Cidr': {
    takes: 'an address range, a count and, if wanted, a number of bits',
    fits: either(listOfTests(isText, isIndex), listOfTests(isText, isIndex, isIndex)),
  },
  'Fn::Transform': { takes: 'a map with `Name`', fits: (argument) => 'Name' in fieldsOf(argument) },
};

/** Intrinsic functions by themselves. */
export const functionRules: readonly StackRule[] = [
  {
    code: 'stack/function',
    says: 'intrinsic functions are ones that CloudFormation knows, stand alone in their map and get what they take',
    sameAs: [1101],
    find: (template) =>
      expressionsIn(template).flatMap(({ name, argument, path, beside }): StackFinding[] => {
        const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
        if (!known) return isExtended(template) ? [] : [unknownFunction(name, path)];
        if (beside.length > 0 && name !== 'Fn::Transform') {
          const message = `\`${name}\` can't stand beside \`${beside.join('`, `')}\``;
          return [{ path, message, hint: 'a map with a function has no other key' }];
        }
        if (known.fits(argument)) return [];
        return [{ path, message: `\`${name}\` can't take this`, hint: `it takes ${known.takes}` }];
      }),
  },
];

/** A transform brings functions of its own. */
const isExtended = ({ fields }: Template) => fields.Transform !== undefined;

const unknownFunction = (name: string, path: StackFinding['path']): StackFinding => ({
  path,
  message: `there is no function \`${name}\``,
  hint: hintFrom(name, Object.keys(FUNCTIONS)),
});
