import { table } from '../../render/markdown.ts';
import { type Section, underHeading } from './section.ts';

/** Every file, and the API operation that takes it. */
export const files: Section = ({ artefacts }) =>
  underHeading('Files', [
    '[manifest.json](manifest.json) holds their hashes and the order in which they are applied.',
    '',
    ...table(
      ['File', 'Feeds'],
      artefacts.map(({ path, operation, operations }) => [
        `[${path}](${path})`,
        operation ??
          (operations ? Object.values(operations).join(', ') : 'merged into its service or stack'),
      ]),
      // Links. What they are made of are names that rules allow.
      (text) => text,
    ),
  ]);
