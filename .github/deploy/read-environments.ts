import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a deployment has to know of an environment, as its manifest says it. */
export interface Environment {
  readonly name: string;
  readonly target: string;
  readonly region: string;
  /** The environment whose images are promoted to this one. */
  readonly promotesFrom?: string;
  /** ARNs of the roles that a workflow takes; only those that `aws` environments have. */
  readonly roles?: Readonly<Record<string, string>>;
}

/** Every rendered environment, by name. What is rendered was reviewed, so its shape is not in doubt. */
export function readEnvironments(root: string): readonly Environment[] {
  const files = globSync('environments/*/rendered/manifest.json', { cwd: root }).sort();
  return files.map((file) => {
    const { environment: name, ...manifest } = JSON.parse(readFileSync(join(root, file), 'utf8'));
    return { name, ...manifest };
  });
}
