import type { Path } from '../../config/located.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { matchBy, matchServices, type Pair } from '../pair.ts';

/** A variable of a container: a secret that ECS reads when a task starts, or plain text. */
interface Variable {
  readonly container: string;
  readonly name: string;
  /** Where the secret's value comes from; nothing for plain text, whose value is never told. */
  readonly source: string | undefined;
  readonly path: Path;
}

/** Which secrets services read, variable by variable. */
export function diffSecrets(pair: Pair): Entry[] {
  return matchServices(pair).flatMap(({ key: service, before, after }) => {
    const variables = matchBy(
      variablesOf(before, pair.before),
      variablesOf(after, pair.after),
      keyOf,
    );
    return variables.flatMap(({ before: was, after: is }) => {
      const kind = kindOf(was, is);
      const variable = is ?? was;
      if (!kind || !variable) return [];
      return [
        entryOf(kind, {
          service,
          subject: `${service} · ${variable.container}`,
          path: variable.name,
          message: SAID[kind](variable.name, was?.source ?? '', is?.source ?? ''),
          ...(was?.source && { before: was.source }),
          ...(is?.source && { after: is.source }),
          ...(after && is && { at: { artefact: after.task.artefact, path: is.path } }),
        }),
      ];
    });
  });
}

const keyOf = ({ container, name }: Variable) => `${container} ${name}`;

type Say = (variable: string, before: string, after: string) => string;

const SAID = {
  'security/secret-added': (variable, _before, after) => `${variable} reads the secret ${after}`,
  'security/secret-removed': (variable, before) =>
    `${variable} no longer reads the secret ${before}, which stays, with its rotation and its cost`,
  'security/secret-changed': (variable, before, after) =>
    `${variable} reads ${after} instead of ${before}`,
  'security/secret-made-plain': (variable) =>
    `${variable} becomes plain text, which stands in Git and in the task definition`,
  'security/plain-made-secret': (variable, _before, after) =>
    `${variable} was plain text and reads the secret ${after}; the old text stays in Git`,
} as const satisfies Partial<Record<Entry['code'], Say>>;

function kindOf(
  was: Variable | undefined,
  is: Variable | undefined,
): keyof typeof SAID | undefined {
  if (was?.source === is?.source) return undefined;
  if (was?.source && is?.source) return 'security/secret-changed';
  if (was?.source) return is ? 'security/secret-made-plain' : 'security/secret-removed';
  return was ? 'security/plain-made-secret' : 'security/secret-added';
}

function variablesOf(service: WiredService | undefined, { resolve }: Wiring): Variable[] {
  return (service?.containers ?? []).flatMap(
    ({ name: container = '', environment = [], secrets = [] }, index) => {
      const at = ['containerDefinitions', index];
      return [
        ...environment.map(({ name = '' }, item) => ({
          container,
          name,
          source: undefined,
          path: [...at, 'environment', item],
        })),
        ...secrets.map(({ name = '', valueFrom }, item) => ({
          container,
          name,
          source: String(resolve(valueFrom)),
          path: [...at, 'secrets', item],
        })),
      ];
    },
  );
}
