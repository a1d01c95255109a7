import { orderEnvironments } from './order-environments.ts';
import type { Environment } from './read-environments.ts';

/** One job of a workflow: an environment, and as whom and where it is worked on. */
export interface Deployment {
  readonly environment: string;
  /** ARN. */
  readonly role: string;
  readonly region: string;
}

/** Which environments: some by their names, those with changed files (paths from the root), or all. */
export type Which =
  | { readonly named: readonly string[] }
  | { readonly changed: readonly string[] }
  | 'all';

export interface Chosen {
  readonly deployments: readonly Deployment[];
  /** What somebody has to know or do, and what no workflow does. */
  readonly notices: readonly string[];
}

/**
 * The jobs of a workflow, in the order of promotion.
 *
 * @param role which of the manifest's roles is taken, such as `deploy`
 * @throws {Error} for a name that is no environment in AWS, and for a manifest without that role
 */
export function chooseDeployments(all: readonly Environment[], which: Which, role: string): Chosen {
  const inAws = orderEnvironments(all.filter(({ target }) => target === 'aws'));
  if (which === 'all') return { deployments: inAws.map((one) => asJob(one, role)), notices: [] };
  if ('named' in which) {
    const names = inAws.map(({ name }) => name);
    if (which.named.length === 0 || which.named.some((name) => !names.includes(name))) {
      throw new Error(
        `There is no environment of that name in AWS; there are: ${names.join(', ')}`,
      );
    }
    const named = inAws.filter(({ name }) => which.named.includes(name));
    return { deployments: named.map((one) => asJob(one, role)), notices: [] };
  }
  const changed = new Set(which.changed.flatMap(environmentOf));
  const deployments = inAws.filter(({ name }) => changed.has(name)).map((one) => asJob(one, role));
  const notices = [...changed].sort().flatMap((name) => noticeFor(name, all));
  return { deployments, notices };
}

/** Only what is rendered is deployed. */
const environmentOf = (file: string): string[] => {
  const [, name] = /^environments\/([^/]+)\/rendered\//.exec(file) ?? [];
  return name === undefined ? [] : [name];
};

function asJob({ name, region, roles }: Environment, role: string): Deployment {
  const arn = roles?.[role];
  if (arn !== undefined) return { environment: name, role: arn, region };
  const file = `environments/${name}/rendered/manifest.json`;
  throw new Error(`${file} names no role \`${role}\`; render it and merge that first`);
}

/** What changed and is left to people. */
function noticeFor(name: string, all: readonly Environment[]): string[] {
  const found = all.find((one) => one.name === name);
  if (!found) {
    return [
      `${name} is gone from the repository and nothing is removed from AWS; see destroy.yaml`,
    ];
  }
  if (found.target !== 'account') return [];
  return [`${name} is deployed by an administrator; see environments/${name}/rendered/README.md`];
}
