import { stringify } from 'yaml';
import { templateBlocks } from '../render/template-blocks.ts';
import { signatureOf } from '../render/template-calls.ts';
import type { Example } from '../render/template-function.ts';
import { templateFunctions } from '../render/template-functions.ts';

/** `docs/guides/template-functions.md`: all that a template may hold besides text. */
export function templateFunctionsPage(): string {
  const sections = [
    ...INTRODUCTION,
    '## Functions',
    '',
    'Names and arguments are those of Helm and [Sprig](https://masterminds.github.io/sprig/). `?` marks what may be left out, `…` what may be repeated.',
    '',
    ...templateFunctions.flatMap((one) => entry(signatureOf(one), one.says, one.example)),
    '## Blocks',
    '',
    ...templateBlocks.flatMap(({ name, takes, says, example }) =>
      entry(`#${name} ${takes}`, says, example),
    ),
  ];
  return sections.join('\n');
}

const INTRODUCTION = `# Template functions

Written by \`npx tsx generator schema\` from the generator’s own tables; do not edit.

The files under \`templates/\` are [Handlebars](https://handlebarsjs.com/guide/expressions.html) that writes YAML. A template reads \`env\`, the environment with all its values computed, and \`service\`, when the file is one service’s. Every file under \`templates/partials/\` is a partial, called by its path without the ending: \`{{> tags env=env service=service}}\`.

- **Strict.** A name that leads to nothing is a mistake wherever it stands: in an expression, a condition, an argument of any function (\`default\` too), or what a partial is given. It is told with its place and the nearest name that exists.
- **Nothing is escaped.** \`{{value}}\` writes the value as it is. Text that YAML could take for something else goes through \`quote\` or \`toJson\`; a list or map can’t be written otherwise.
- **Empty** are \`""\`, \`0\`, \`false\`, \`null\`, an empty list and an empty map, as in Helm, for functions and blocks alike.
- **An argument may be a call**, in brackets: \`{{quote (join "," zones)}}\`. There are no pipes.
- A partial sees what its caller sees and what it is given by name; not the caller’s block parameters. \`@root\` is where the template began.
- Decorators, inline partials, partials with blocks and raw blocks are refused.
- \`npx tsx generator explain environments/dev/rendered/FILE:LINE\` says which template line wrote a line, of what, and which conditions put it there.
`.split('\n');

function entry(signature: string, says: string, example: Example): string[] {
  return [`### \`${signature}\``, '', says, '', ...draw(example), ''];
}

function draw({ template, context, output, partials = {} }: Example): string[] {
  return [
    ...Object.entries(partials).flatMap(([name, text]) => [
      `The partial \`${name}\`:`,
      '',
      ...fence('handlebars', text),
      '',
    ]),
    ...fence('handlebars', template),
    '',
    'with',
    '',
    ...fence('yaml', stringify(context)),
    '',
    ...(output === '' ? ['writes nothing.'] : ['writes', '', ...fence('yaml', output)]),
  ];
}

const fence = (language: string, text: string): string[] => [
  `\`\`\`${language}`,
  ...text.replace(/\n$/, '').split('\n'),
  '```',
];
