import { z } from 'zod';
import { targets, writableShape } from '../config/schema.ts';
import { table } from '../render/markdown.ts';
import { ruleThemes } from '../rules/rules.ts';
import { type Key, listKeys, neededBy } from './list-keys.ts';

/** `docs/guides/config-reference.md`: every key of a config, and every rule across keys. */
export function configReference(): string {
  return [
    '# Config reference',
    '',
    'Written by `npx tsx generator schema` from the generator’s schema and its tables of rules; do not edit.',
    '',
    'An environment is what `environments/defaults.yaml` and `environments/<environment>/config.yaml` say together. Either file may hold each of these keys; “needed” says what has to stand somewhere. `<name>` is a name of your own. How the files lie over one another: [config-layers.md](config-layers.md).',
    '',
    '## Keys',
    '',
    ...keySections(),
    '## Rules',
    '',
    'What must hold besides, across keys and environments. An error stops every command before anything is written; a warning is told.',
    '',
    ...ruleThemes.flatMap(({ title, rules }) => [
      `### ${title}`,
      '',
      ...table(
        ['Code', 'What must hold', 'Otherwise', 'Targets'],
        rules.map(({ code, says, severity, targets: only }) => [
          `\`${code}\``,
          says,
          severity ?? 'error',
          (only ?? ['all']).join(', '),
        ]),
      ),
    ]),
  ].join('\n');
}

/** Single values together, then each map with what lies in it. `serviceDefaults` holds the same as a service, so it is not repeated. */
function keySections(): string[] {
  const shape: Readonly<Record<string, z.ZodType>> = writableShape;
  const isMap = (key: string) =>
    shape[key] instanceof z.ZodObject || shape[key] instanceof z.ZodRecord;
  const maps = Object.keys(shape).filter((key) => isMap(key) && key !== 'serviceDefaults');
  const top = Object.keys(shape).map((key) => ({ ...(keysOf(shape, key)[0] as Key), key }));
  return [
    '### Top level',
    '',
    ...table(
      ['Key', 'Value', 'Needed by target', 'What it is'],
      top.map(({ key, value, says }) => [`\`${key}\``, value, need(key), says]),
    ),
    ...maps.flatMap((key) => [
      `### \`${key}\``,
      '',
      ...table(
        ['Key', 'Value', 'Needed', 'What it is'],
        keysOf(shape, key)
          .slice(1)
          .map(({ path, value, isOptional, says }) => [
            `\`${path}\``,
            value,
            isOptional ? 'no' : 'yes',
            says,
          ]),
      ),
    ]),
  ];
}

const keysOf = (shape: Readonly<Record<string, z.ZodType>>, key: string) =>
  listKeys({ [key]: shape[key] as z.ZodType });

function need(key: string): string {
  if (key === 'target') return 'every one';
  const by = neededBy(key);
  return by.length === targets.length ? 'every one' : by.join(', ') || 'no';
}
