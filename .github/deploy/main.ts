/**
 * Says which environments a workflow works on, as a line `deployments=[…]` for `$GITHUB_OUTPUT`, on
 * Node alone. The list may be empty; notices are annotations on standard error.
 *
 *     node .github/deploy/main.ts <role> all
 *     node .github/deploy/main.ts <role> named <environment>...
 *     node .github/deploy/main.ts <role> since <commit>
 *
 * Exit codes: 0 done · 1 there is no such environment, or a manifest lacks the role.
 */
import { chooseDeployments, type Which } from './choose-deployments.ts';
import { listChanged } from './list-changed.ts';
import { readEnvironments } from './read-environments.ts';

const HOW: Readonly<Record<string, (given: readonly string[]) => Which>> = {
  all: () => 'all',
  named: (environments) => ({ named: environments }),
  since: ([commit = '']) => ({ changed: listChanged(process.cwd(), commit) }),
};

try {
  const [role = '', how = '', ...given] = process.argv.slice(2);
  const which = HOW[how]?.(given);
  if (!which) throw new Error('Usage: node .github/deploy/main.ts ROLE all|named|since [WHAT]');
  const all = readEnvironments(process.cwd());
  const { deployments, notices } = chooseDeployments(all, which, role);
  for (const notice of notices) annotate('notice', notice);
  process.stdout.write(`deployments=${JSON.stringify(deployments)}\n`);
} catch (error) {
  annotate('error', error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Not on standard output, which becomes values of the workflow. */
function annotate(level: 'notice' | 'error', message: string): void {
  const line = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stderr.write(`::${level} title=deployments::${line}\n`);
}
