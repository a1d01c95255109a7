import type { Path } from '../../../config/located.ts';
import { hintFrom } from '../../../nearest.ts';
import { fieldsOf, listOf } from '../../../render/plain-values.ts';
import { findCycles } from '../../../rules/find-cycles.ts';
import type { StackFinding, StackRule } from '../stack-rule.ts';
import { namesOf, type Template } from '../template.ts';
import { dependencies, resourceEdges } from './edges.ts';
import { expressionsIn, namesReadIn } from './expressions.ts';

/** AWS CloudFormation user guide, "Pseudo parameters". */
const PSEUDO_PARAMETERS = [
  ...['AWS::AccountId', 'AWS::NoValue', 'AWS::NotificationARNs', 'AWS::Partition', 'AWS::Region'],
  ...['AWS::StackId', 'AWS::StackName', 'AWS::URLSuffix'],
];

/** Names that lead to nothing, or in a circle. CloudFormation would tell them one at a time. */
export const referenceRules: readonly StackRule[] = [
  {
    code: 'stack/reference',
    says: 'every `Ref`, `Fn::GetAtt` and `Fn::Sub` names what the template has',
    sameAs: [1018],
    find: findDangling,
  },
  {
    code: 'stack/depends-on',
    says: '`DependsOn` names resources of the template',
    sameAs: [3005],
    find: (template) =>
      dependencies(template).flatMap(({ path, on }) =>
        missing(path, 'DependsOn', on, namesOf(template, 'Resources')),
      ),
  },
  {
    code: 'stack/condition',
    says: 'a condition that a resource, an output or a function names is one of the template',
    sameAs: [8002, 3015, 6005, 1028],
    find: (template) =>
      conditionNames(template).flatMap(({ path, name }) =>
        missing(path, 'Condition', name, namesOf(template, 'Conditions')),
      ),
  },
  {
    code: 'stack/mapping',
    says: '`Fn::FindInMap` names a mapping of the template and keys that it has',
    sameAs: [1012, 1011, 3024],
    find: findMappings,
  },
  {
    code: 'stack/cycle',
    says: 'no resource depends on itself, however many others stand between',
    sameAs: [3004],
    find: findCircles,
  },
];

function missing(path: Path, word: string, name: unknown, known: readonly string[]) {
  if (typeof name !== 'string' || known.includes(name)) return [];
  const hint = known.length > 0 ? { hint: hintFrom(name, known) } : {};
  return [{ path, message: `\`${word} ${name}\` names nothing of the template`, ...hint }];
}

function findDangling(template: Template): StackFinding[] {
  const resources = namesOf(template, 'Resources');
  const parameters = namesOf(template, 'Parameters');
  return expressionsIn(template).flatMap((expression) =>
    namesReadIn(expression).flatMap(({ name, attribute, path, shown }) => {
      // A condition is decided before any resource is there.
      const own = path[0] === 'Conditions' ? [] : resources;
      const pseudo = attribute === undefined && name.startsWith('AWS::');
      const known = attribute === undefined ? [...own, ...parameters] : own;
      const meant = pseudo ? PSEUDO_PARAMETERS : known;
      if (meant.includes(name)) return [];
      return [{ path, message: `\`${shown}\` names nothing`, hint: hintFrom(name, meant) }];
    }),
  );
}

function conditionNames(template: Template): { path: Path; name: unknown }[] {
  const { Resources, Outputs } = template.entries;
  const attributes = [...Resources, ...Outputs].map(({ path, fields }) => ({
    path: [...path, 'Condition'],
    name: fields.Condition,
  }));
  const ifs = expressionsIn(template)
    .filter(({ name }) => name === 'Fn::If')
    .map(({ path, argument }) => ({ path, name: listOf(argument)[0] }));
  return [...attributes, ...ifs, ...conditionsInConditions(template)];
}

/** In the conditions themselves, `{Condition: Name}` stands for another one. */
function conditionsInConditions({ entries }: Template): { path: Path; name: unknown }[] {
  const collect = (value: unknown, path: Path): { path: Path; name: unknown }[] => {
    const children = Object.entries(typeof value === 'object' && value !== null ? value : {});
    return children.flatMap(([key, child]) =>
      key === 'Condition' && children.length === 1
        ? [{ path: [...path, key], name: child }]
        : collect(child, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  };
  return entries.Conditions.flatMap(({ path, value }) => collect(value, path));
}

function findMappings(template: Template): StackFinding[] {
  return expressionsIn(template).flatMap(({ name, argument, path }) => {
    if (name !== 'Fn::FindInMap' || !Array.isArray(argument)) return [];
    let known: unknown = template.fields.Mappings;
    for (const step of argument.slice(0, 3)) {
      if (typeof step !== 'string') return [];
      const found = missing(path, name, step, Object.keys(fieldsOf(known)));
      if (found.length > 0) return found;
      known = fieldsOf(known)[step];
    }
    return [];
  });
}

function findCircles(template: Template): StackFinding[] {
  const names = namesOf(template, 'Resources');
  const edges = resourceEdges(template).filter(({ to }) => names.includes(to));
  const targets = (from: string) => edges.filter((edge) => edge.from === from).map(({ to }) => to);
  const circles = findCycles(new Map(names.map((name) => [name, targets(name)])));
  return circles.map((circle) => {
    const [last, first] = circle.slice(-2);
    const closing = edges.find(({ from, to }) => from === last && to === first);
    return {
      path: closing?.path ?? ['Resources', String(first)],
      message: `each of these waits for the next: ${circle.join(' → ')}`,
      hint: 'move one of the references into a resource of its own, such as a rule or a policy',
    };
  });
}
