import type { ArtefactKind } from '../../render/artefact.ts';
import { table } from '../../render/markdown.ts';
import { type Section, underHeading } from './section.ts';

const MERGED = 'merged into its service or stack';

/** What no operation takes, neither alone nor merged. */
const READ: Readonly<Partial<Record<ArtefactKind, string>>> = {
  contract: 'what `tools/list` has to answer',
};

/** Every file, and the API operation that takes it. */
export const files: Section = ({ artefacts }) =>
  underHeading('Files', [
    '[manifest.json](manifest.json) holds their hashes and the order in which they are applied.',
    '',
    ...table(
      ['File', 'Feeds'],
      artefacts.map(({ path, kind, operation, operations }) => [
        `[${path}](${path})`,
        operation ?? (operations ? Object.values(operations).join(', ') : (READ[kind] ?? MERGED)),
      ]),
      // Links. What they are made of are names that rules allow.
      (text) => text,
    ),
  ]);
