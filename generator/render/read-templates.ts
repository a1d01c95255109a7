import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEMPLATE_ENDING, TEMPLATES_FOLDER, type Templates } from './template-engine.ts';

/** Reads every template below `templates/`. */
export function readTemplates(root: string): Templates {
  const files = readdirSync(join(root, TEMPLATES_FOLDER), { recursive: true, encoding: 'utf8' });
  const paths = files
    .filter((file) => file.endsWith(TEMPLATE_ENDING))
    .map((file) => `${TEMPLATES_FOLDER}/${file.replaceAll('\\', '/')}`)
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
