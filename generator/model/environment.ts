import type { LoadedConfig } from '../config/loaded-config.ts';
import type { Config } from '../config/schema.ts';
import { type Derived, derive, type Observe, unobserved } from './derive.ts';
import {
  accountValues,
  awsValues,
  cloudValues,
  commonValues,
  type Input,
  runValues,
} from './environment-values.ts';
import { referenceReplacer } from './references.ts';
import { inDependencyOrder } from './service-graph.ts';
import { serviceValues } from './service-values.ts';

export type Service = Derived<typeof serviceValues>;

/** An environment as plain resolved values: what templates see. Some exist only for some targets. */
export type Environment = Derived<typeof commonValues> &
  Partial<Derived<typeof runValues>> &
  Partial<Derived<typeof cloudValues>> &
  Partial<Derived<typeof awsValues>> &
  Partial<Derived<typeof accountValues>> & {
    /** In dependency order: each after those that it connects to. */
    readonly services: readonly Service[];
  };

/**
 * Computes an environment from a config in which no mistake was found.
 *
 * @param observe is told of each value's computation, for origins
 */
export function buildEnvironment(loaded: LoadedConfig, observe: Observe = unobserved): Environment {
  const { name, config } = loaded;
  return {
    ...derive(commonValues, { name, config }, observe, ''),
    ...targetValues(name, config, observe),
    services: inDependencyOrder(config.services).map((serviceName, index) => {
      const service = config.services[serviceName];
      if (!service) throw new Error(`no service ${serviceName}`);
      const refer = referenceReplacer({ name, config }, serviceName);
      const input = { name, config, serviceName, service, refer };
      return derive(serviceValues, input, observe, `services.${index}`);
    }),
  };
}

function targetValues(name: string, config: Config, observe: Observe): Partial<Environment> {
  const from = <Of extends Config>(of: Of): Input<Of> => ({ name, config: of });
  if (config.target === 'local') return derive(runValues, from(config), observe, '');
  if (config.target === 'account') {
    return {
      ...derive(cloudValues, from(config), observe, ''),
      ...derive(accountValues, from(config), observe, ''),
    };
  }
  return {
    ...derive(runValues, from(config), observe, ''),
    ...derive(cloudValues, from(config), observe, ''),
    ...derive(awsValues, from(config), observe, ''),
  };
}
