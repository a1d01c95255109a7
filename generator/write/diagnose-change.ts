import type { Diagnostic, RenderedOrigin } from '../diagnostics.ts';
import type { Change } from './compare-rendered.ts';

const FINDINGS = {
  missing: { code: 'artefact/missing', what: 'is missing' },
  changed: { code: 'artefact/stale', what: 'is not what the config renders to' },
  orphaned: { code: 'artefact/orphan', what: 'is rendered from nothing' },
} as const;

/**
 * As many files are told with where their lines come from. That costs a rendering each, and
 * more differ only where a config or a template changed, not where somebody edited by hand.
 */
const TRACED = 20;

export function diagnoseChanges(changes: readonly Change[]): Diagnostic[] {
  return changes.map((change, index) => diagnose(change, index < TRACED));
}

function diagnose(change: Change, isTraced: boolean): Diagnostic {
  const { path, kind, line } = change;
  const { code, what } = FINDINGS[kind];
  const origin = isTraced ? originOf(change) : undefined;
  return {
    code,
    severity: 'error',
    message: `${path} ${what}`,
    hint: `run \`npx tsx generator\` and commit what it writes${origin ? '; to change the line, edit what it is rendered from' : ''}`,
    file: path,
    line,
    col: 1,
    ...(origin && { origin }),
    // Nobody knows what somebody put there.
    ...(kind === 'orphaned' && { isSecret: true }),
  };
}

/** What the line should have been made of: there an edit by hand belongs. */
function originOf({ path, kind, line, origin }: Change): RenderedOrigin | undefined {
  const found = kind === 'changed' ? origin?.(line) : undefined;
  return (
    found && {
      rendered: { file: path, line, col: 1 },
      template: found.template,
      config: found.config.map(({ position }) => position),
    }
  );
}
