import type { LoadedConfig } from '../config/loaded-config.ts';
import { dotted, type Path, positionAt } from '../config/located.ts';
import type { ServiceConfig } from '../config/service-schema.ts';
import type { Diagnostic } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';
import { commonValues, type Input, runValues } from './environment-values.ts';

/** What `${…}` may name. Values that only AWS knows are not among it: they can't be part of a text. */
function knownReferences(input: Input, self: string): Map<string, () => string> {
  const { config } = input;
  const known = new Map<string, () => string>([
    ['project', () => config.project],
    ['environment', () => input.name],
    ['target', () => config.target],
    ['region', () => config.region],
    ['partition', () => commonValues.partition(input)],
  ]);
  if (config.target !== 'local') known.set('account', () => config.account);
  if (config.target !== 'account') {
    const run = { name: input.name, config };
    known.set('catalog.bucket', () => runValues.catalog.bucket(run));
    known.set('catalog.key', () => config.catalog.key);
    known.set('model.id', () => config.model.id);
    known.set('model.label', () => config.model.label);
  }
  for (const [name, service] of Object.entries(config.services)) {
    for (const root of name === self ? ['self', `services.${name}`] : [`services.${name}`]) {
      known.set(`${root}.name`, () => name);
      known.set(`${root}.host`, () => name);
      known.set(`${root}.port`, () => String(service.port));
      known.set(`${root}.url`, () => `http://${name}:${service.port}`);
      known.set(`${root}.stopTimeout`, () => String(service.stopTimeout));
    }
  }
  return known;
}

/** `$${` stands for a plain `${`. */
const REFERENCE = /\$\$\{|\$\{([^}]*)\}/g;

/** A function that replaces the references of one service's texts. Unknown ones stay: {@link checkReferences} tells them. */
export function referenceReplacer(input: Input, self: string): (text: string) => string {
  const known = knownReferences(input, self);
  return (text) =>
    text.replace(REFERENCE, (whole, name: string | undefined) =>
      name === undefined ? '${' : (known.get(name.trim())?.() ?? whole),
    );
}

/** The references that nobody knows, each at its place in the config. */
export function checkReferences({ name, config, layered }: LoadedConfig): Diagnostic[] {
  if (config.target === 'account') return [];
  return Object.entries(config.services).flatMap(([self, service]) => {
    const known = [...knownReferences({ name, config }, self).keys()];
    return textsOf(service, config.target === 'aws').flatMap(({ text, path }) =>
      [...text.matchAll(REFERENCE)]
        .filter(([, reference]) => reference !== undefined && !known.includes(reference.trim()))
        .map(([whole, reference = '']): Diagnostic => {
          const full = ['services', self, ...path];
          return {
            code: 'config/reference',
            severity: 'error',
            message: `nothing is known as \`${whole}\` in ${dotted(full)}`,
            hint: hintFrom(reference.trim(), known),
            ...positionAt(layered, full),
            path: dotted(full),
          };
        }),
    );
  });
}

/** The texts of a service in which references may stand. A laptop has no roles and no account, so its statements are left alone. */
function textsOf(service: ServiceConfig, withStatements: boolean): { text: string; path: Path }[] {
  const environment = Object.entries(service.environment).map(([variable, value]) => ({
    text: String(value),
    path: ['environment', variable],
  }));
  const resources = service.permissions.statements.flatMap((statement, index) =>
    statement.resources.map((text, place) => ({
      text,
      path: ['permissions', 'statements', index, 'resources', place],
    })),
  );
  return [...environment, ...(withStatements ? resources : [])];
}
