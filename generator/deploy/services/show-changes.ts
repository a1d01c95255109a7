import type { Detail } from '../../diff/entry.ts';
import { hideSecrets } from '../../diff/services/canonical-input.ts';
import { isSecretValue } from '../../rules/secret-values.ts';

const VARIABLE = /\.environment\.\[(.+)\]\.value$/;

/** Changes as they may be shown and kept: values that sound like secrets are hidden. */
export const showChanges = (changes: readonly Detail[]): Detail[] =>
  changes.map(({ path, before, after }) => {
    const [, variable = ''] = VARIABLE.exec(path) ?? [];
    const shown = (value: unknown) => hideSecrets(hidden(variable, value));
    return { path, before: shown(before), after: shown(after) };
  });

const hidden = (variable: string, value: unknown): unknown =>
  typeof value === 'string' && isSecretValue(variable, value) ? '(hidden)' : value;
