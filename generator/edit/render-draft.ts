import { type CheckedRendering, renderChecked } from '../bundle/render-checked.ts';
import { configFile } from '../config/find-environments.ts';
import { Failure } from '../diagnostics.ts';

/**
 * Renders one environment from a config text that is not on disk yet, through every fast check.
 *
 * @throws {Failure} with mistakes that show the lines of that text, not those on disk
 */
export function renderDraft(root: string, environment: string, text: string): CheckedRendering {
  try {
    return renderChecked(root, [environment], { drafts: new Map([[environment, text]]) });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const lines = text.split('\n');
    const told = error.diagnostics.map((found) => {
      const { file, line, isSecret } = found;
      const isHere = file === configFile(environment) && line !== undefined && !isSecret;
      const lineText = isHere ? lines[line - 1] : undefined;
      return lineText === undefined ? found : { ...found, lineText };
    });
    throw new Failure(told, error.exitCode);
  }
}
