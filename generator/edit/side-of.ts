import type { LoadedConfig } from '../config/loaded-config.ts';
import { positionAt } from '../config/located.ts';
import { Failure } from '../diagnostics.ts';
import type { Services } from './promotables.ts';

/** An environment as far as images are concerned: its name and its services after all layers. */
export interface Side {
  readonly name: string;
  readonly services: Services;
}

/** @throws {Failure} `edit/target` for an environment that runs no images of the registry */
export function sideOf({ name, config, layered }: LoadedConfig): Side {
  if (config.target === 'aws') return { name, services: config.services };
  throw new Failure([
    {
      code: 'edit/target',
      severity: 'error',
      message: `\`${name}\` has the target \`${config.target}\`, which runs no images of the registry`,
      hint: 'name an environment with `target: aws`',
      ...positionAt(layered, ['target']),
      path: 'target',
    },
  ]);
}
