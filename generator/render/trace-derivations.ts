import type { LoadedConfig } from '../config/loaded-config.ts';
import { buildEnvironment, type Environment } from '../model/environment.ts';
import { longestPaths, recordReads } from './trace-reads.ts';

/** Which config values each value of the model was made of. */
export interface Derivations {
  /** Paths of config values behind a place of the model, such as `services.0.cpu`. */
  readonly behind: (modelPath: string) => readonly string[];
}

const recorded = new WeakMap<LoadedConfig, Derivations>();

/** Computes the model again over a config that tells what is read from it. Once for each environment, however many files ask. */
export function derivationsOf(loaded: LoadedConfig, environment: Environment): Derivations {
  const known = recorded.get(loaded) ?? makeDerivations(loaded, environment);
  recorded.set(loaded, known);
  return known;
}

function makeDerivations(loaded: LoadedConfig, environment: Environment): Derivations {
  const rows = new Map([
    ...recordRows(loaded),
    // That a service is there at all is what its own part of the config says.
    ['services', ['services']],
    ...environment.services.map(({ name }, index) => [`services.${index}`, [`services.${name}`]]),
  ] as [string, readonly string[]][]);
  const items = new Map<string, readonly string[] | undefined>();
  const ofItem = (row: string, index: string): readonly string[] | undefined => {
    const path = `${row}.${index}`;
    if (!items.has(path)) items.set(path, recordItem(loaded, environment, row, index));
    return items.get(path);
  };
  return {
    behind: (modelPath) => {
      const steps = modelPath.split('.');
      for (let length = steps.length; length > 0; length--) {
        const row = steps.slice(0, length).join('.');
        const found = rows.get(row);
        const item = steps[length];
        if (found) return (item !== undefined && ofItem(row, item)) || found;
      }
      return [];
    },
  };
}

/** What is read for each row of the model's tables. */
function recordRows(loaded: LoadedConfig): Map<string, readonly string[]> {
  const rows = new Map<string, readonly string[]>();
  let reads: string[] = [];
  const config = recordReads(loaded.config, (path) => reads.push(path));
  buildEnvironment({ ...loaded, config }, (path, compute) => {
    reads = [];
    const value = compute();
    rows.set(path, longestPaths(reads));
    return value;
  });
  return rows;
}

/**
 * What is read for one item of a list that is made of a map of a service's config by its names, such
 * as the variables of `environment`: the row is computed as if there were no other.
 */
function recordItem(
  loaded: LoadedConfig,
  { services }: Environment,
  row: string,
  index: string,
): readonly string[] | undefined {
  const [, place, key = ''] = /^services\.(\d+)\.(\w+)$/.exec(row) ?? [];
  const service = services[Number(place)] as Record<string, unknown> | undefined;
  const list = service?.[key];
  const item: unknown = Array.isArray(list) ? list[Number(index)] : undefined;
  const serviceName = String(service?.name);
  const written = loaded.config.services[serviceName];
  const map = written && Object.entries(written).find(([name]) => name === key)?.[1];
  const name = String((item as { name?: unknown } | undefined)?.name);
  if (!written || typeof map !== 'object' || map === null || !Object.hasOwn(map, name)) {
    return undefined;
  }
  const alone = { ...written, [key]: { [name]: (map as Record<string, unknown>)[name] } };
  const config = {
    ...loaded.config,
    services: { ...loaded.config.services, [serviceName]: alone },
  };
  return recordRows({ ...loaded, config } as LoadedConfig).get(row);
}
