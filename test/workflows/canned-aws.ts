import type { Shim } from './shims.ts';

/** What stands in for the commands that call AWS: Bash that answers, by what is asked. */
export interface Answers {
  /** The dry run as text, and as JSON. */
  readonly text?: string;
  readonly json?: string;
  /** Applying a plan; its file is `$5`. */
  readonly apply?: string;
  readonly status?: string;
  readonly history?: string;
}

const json = (value: object) => `printf '%s\\n' '${JSON.stringify(value)}'`;

/**
 * Stand-ins for `npx tsx generator …` where no AWS can be reached. A test that has an endpoint gives
 * its `env` to the player and leaves these out; every other call of `npx` is run for real.
 */
export function canned(answers: Answers = {}): readonly Shim[] {
  const rows: readonly [when: string, answer: string | undefined, usual: string][] = [
    ['apply --dry-run --format text*', answers.text, 'echo "nothing to do"'],
    ['apply --dry-run --format json*', answers.json, json({ schema: 'plan/v1', steps: [] })],
    ['apply --plan*', answers.apply, 'test -s "$5"'],
    ['status*', answers.status, 'echo "all as it should be"'],
    ['history*', answers.history, json({ schema: 'history/v1', records: [] })],
  ];
  return rows.map(([when, answer, usual]) => ({
    tool: 'npx',
    when: `tsx generator ${when}`,
    answer: `${answer ?? usual}; exit`,
  }));
}

type Manifest = Readonly<Record<string, unknown>>;

/** The manifests of environments with roles, for those that do not name any yet. */
export function withRoles(
  manifest: (environment: string) => Manifest,
  environments: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    environments.map((name) => {
      const found = manifest(name);
      const role = (use: string) =>
        `arn:aws:iam::${found.account}:role/${found.project}-${name}-${use}`;
      const roles = { deploy: role('deploy'), execution: role('execution'), read: role('read') };
      const text = JSON.stringify({ ...found, roles: found.roles ?? roles }, null, 2);
      return [`environments/${name}/rendered/manifest.json`, `${text}\n`];
    }),
  );
}
