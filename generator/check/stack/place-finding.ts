import type { Diagnostic } from '../../diagnostics.ts';
import type { Artefact } from '../../render/artefact.ts';
import { HEADER_LINES } from '../../render/forms.ts';
import { diagnoseArtefact } from '../place.ts';
import type { TemplateFinding } from './find-in-template.ts';

/**
 * A finding at the line that a person would mend: of the template, unless what is wrong is a value
 * that the config may have given. Nothing when the config is free to give such a value.
 */
export function placeFinding(
  artefact: Artefact,
  finding: TemplateFinding & { readonly line?: number },
): Diagnostic[] {
  const { rule, ...head } = finding;
  // The file as a whole begins under its header.
  const top = finding.path.length === 0 ? { line: HEADER_LINES + 1 } : {};
  const diagnostic = diagnoseArtefact(head, { artefact, ...top, ...finding });
  const { template, config = [] } = diagnostic.origin ?? {};
  if (rule?.allowsConfigured && config.length > 0) return [];
  return [rule?.blames === 'value' ? diagnostic : { ...diagnostic, ...template }];
}
