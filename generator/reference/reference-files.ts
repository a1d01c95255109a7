import { configJsonSchema } from '../config/written-schema.ts';
import { canonicalJson } from '../render/canonical-json.ts';
import { configReference } from './config-reference.ts';
import { diagnosticsReference } from './diagnostics-reference.ts';
import { diffEntriesReference } from './diff-entries.ts';
import { templateFunctionsPage } from './template-functions.ts';

/** Files, from the repository's root, that are written from the generator's own tables. */
export const referenceFiles: Readonly<Record<string, () => string>> = {
  'environments/schema.json': () => canonicalJson(configJsonSchema()),
  'docs/guides/config-reference.md': configReference,
  'docs/guides/diagnostics.md': diagnosticsReference,
  'docs/guides/diff-entries.md': diffEntriesReference,
  'docs/guides/template-functions.md': templateFunctionsPage,
};
