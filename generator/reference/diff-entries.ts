import { entryKinds } from '../diff/entry-kinds.ts';
import { table } from '../render/markdown.ts';

/** What the first part of a code is about. */
const AREAS: Readonly<Record<string, string>> = {
  environment: 'The environment as a whole.',
  stack: 'CloudFormation: stacks and their resources.',
  service: 'Amazon ECS: services, tasks, Service Connect, scaling.',
  contract: 'What the MCP servers offer: the tools and their parameters.',
  security: 'Who may do what, who reaches what, and what protects data.',
};

/** `docs/guides/diff-entries.md`: everything that `diff` can say of a change. */
export function diffEntriesReference(): string {
  const groups = Map.groupBy(Object.entries(entryKinds), ([code]) => code.split('/')[0] ?? '');
  return [
    '# What `diff` can say',
    '',
    'Written by `npx tsx generator schema` from the generator’s own tables; do not edit.',
    '',
    'The risk is the usual one; a case may have another, for example where what is replaced cuts nobody off.',
    '',
    ...[...groups].flatMap(([area, kinds]) => [
      `## ${area}`,
      '',
      ...(AREAS[area] ? [AREAS[area], ''] : []),
      ...table(
        ['Code', 'What happens', 'Risk'],
        kinds.map(([code, { says, risk }]) => [`\`${code}\``, says, risk]),
      ),
    ]),
  ].join('\n');
}
