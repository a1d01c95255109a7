import { fixedCodes } from '../diagnostics.ts';
import { table } from '../render/markdown.ts';
import { ruleTables } from './tables.ts';

/** What the first part of a code says about where the mistake is. */
const PARTS: Readonly<Record<string, string>> = {
  usage: 'The command line.',
  config: '`environments/**/*.yaml`, one value or key at a time.',
  template: '`templates/`.',
  contract: '`services/<service>/contract.json`, which the service’s own package writes.',
  artefact: 'Files in `rendered/`.',
  write: 'Writing `rendered/`.',
  git: 'What is committed, for `diff`.',
  reference: 'What the command `schema` writes.',
  local: 'Running the services on this machine.',
};

/** `docs/guides/diagnostics.md`: every code that a person can meet, and what it means. */
export function diagnosticsReference(): string {
  const groups = Map.groupBy(Object.entries(fixedCodes), ([code]) => partOf(code));
  return [
    '# Diagnostics',
    '',
    'Written by `npx tsx generator schema` from the generator’s own tables; do not edit.',
    '',
    'Every finding has a code, the place where a person would mend it (`file:line:col`), a sentence and mostly a hint. `--format json` gives the same as data, `--format github` as annotations of a pull request. An error ends a command with exit code 2 (a difference found by `--check` with 3) before anything is written; a warning does not.',
    '',
    ...[...groups].flatMap(([part, codes]) => [
      `## ${part}`,
      '',
      ...(PARTS[part] ? [PARTS[part], ''] : []),
      ...table(
        ['Code', 'What it means'],
        codes.map(([code, means]) => [`\`${code}\``, means]),
      ),
    ]),
    ...ruleTables.flatMap(({ name, about, table: rules }) => [
      `## ${name}`,
      '',
      about,
      '',
      ...table(
        ['Code', 'What must hold', 'Otherwise'],
        rules.map(({ code, says, severity }) => [`\`${code}\``, says, severity ?? 'error']),
      ),
    ]),
  ].join('\n');
}

const partOf = (code: string) => code.split('/')[0] ?? code;
