import { type Section, underHeading } from './section.ts';

/** The repository, from an environment's `rendered/`. */
const ROOT = '../../..';

const DOCUMENTS: readonly (readonly [path: string, what: string])[] = [
  ['README.md', 'what this repository is'],
  ['docs/guides/config-layers.md', 'which file sets which value'],
  ['docs/guides/config-reference.md', 'every key of a config, and every rule'],
  ['docs/guides/add-a-service.md', 'how a service is added'],
  ['docs/guides/policy.md', 'which policies are checked, and what is let through'],
  ['docs/guides/diagnostics.md', 'what a message of the generator means'],
  ['ARCHITECTURE.md', 'how the generator works'],
];

export const whereNext: Section = ({ environment }) =>
  underHeading('Where to look next', [
    `\`npx tsx generator explain FILE:LINE\` names the template and the config lines behind any line of a file here; \`npx tsx generator graph ${environment.name}\` prints the diagram.`,
    '',
    ...DOCUMENTS.map(([path, what]) => `- [${path}](${ROOT}/${path}): ${what}`),
    '',
  ]);
