import { type CheckedRendering, renderChecked } from '../bundle/render-checked.ts';
import type { Drafts } from '../config/config-files.ts';
import { configFile } from '../config/find-environments.ts';
import { Failure } from '../diagnostics.ts';

/**
 * Renders environments from config texts that are not on disk yet, through every fast check.
 *
 * @throws {Failure} with mistakes that show the lines of those texts, not those on disk
 */
export function renderDrafts(root: string, drafts: Drafts): CheckedRendering {
  try {
    return renderChecked(root, [...drafts.keys()], { drafts });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const texts = new Map([...drafts].map(([name, text]) => [configFile(name), text]));
    const told = error.diagnostics.map((found) => {
      const { file = '', line, isSecret } = found;
      const lines = isSecret ? undefined : texts.get(file)?.split('\n');
      const lineText = line === undefined ? undefined : lines?.[line - 1];
      return lineText === undefined ? found : { ...found, lineText };
    });
    throw new Failure(told, error.exitCode);
  }
}
