/** What is read of `rollback/v1`; without `revert`, Git says already what runs. */
export interface Rollback {
  readonly to?: { readonly number?: number };
  readonly revert?: { readonly commit?: string } | null;
}

/**
 * Where Git has to go back to, as lines for `$GITHUB_OUTPUT`; an empty commit where it need not.
 *
 * @throws {Error} for what is no commit and no number: both become arguments of commands
 */
export function drawRevert({ to, revert }: Rollback): string {
  if (!revert) return 'commit=\nnumber=\n';
  const { commit = '' } = revert;
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error('The rollback names no commit');
  if (!Number.isSafeInteger(to?.number)) throw new Error('The rollback names no deployment');
  return `commit=${commit}\nnumber=${to?.number}\n`;
}
