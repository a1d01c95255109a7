/** Names whose values people mean to keep to themselves. */
const SECRET =
  /(^|[_.-])(pass(word|wd|phrase)?|secret|token|credentials?|(api|access|private|signing|encryption)[_-]?key)$/i;

/** Whether the name of a variable says that its value is a secret. `TOKEN_URL` and `MAX_TOKENS` are none. */
export const namesSecret = (name: string): boolean => SECRET.test(name);

/** A key and the beginning of a value that is neither a map, a list nor a reference. */
const PLAIN_VALUE = /(?<![\w.-])([\w.-]+)["']? *: +(?=[^\s{[&*$#])/g;

/** Whether a line of YAML gives a plain value to such a name, so that nobody should print the line. */
export const showsSecret = (line: string): boolean =>
  [...line.matchAll(PLAIN_VALUE)].some(([, name = '']) => namesSecret(name));

/** Decides by the name of a variable and its value as text. */
export type IsSecret = (name: string, value: string) => boolean;

/** A copy of a plain value in which no secret can be read. */
export function hideSecrets(value: unknown, isSecret: IsSecret, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, isSecret, name));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, one]) => [key, hideSecrets(one, isSecret, key)]));
  }
  return value !== null && isSecret(name, String(value)) ? '(hidden)' : value;
}
