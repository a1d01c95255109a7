/** Who changes an environment, and from which commit. */
export interface Actor {
  /** A person or account, such as `octocat` or `ada@laptop`. */
  readonly by: string;
  /** Address of the workflow run. */
  readonly run?: string;
  /** Commit of the rendered files. */
  readonly commit?: string;
  /** Whether the files differ from those of the commit. */
  readonly isChanged?: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads who runs this from the variables of GitHub Actions, else from those of a shell. */
export function readActor(variables: Variables, host: string): Omit<Actor, 'commit' | 'isChanged'> {
  const { GITHUB_ACTOR, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = variables;
  if (GITHUB_ACTOR && GITHUB_RUN_ID) {
    const run = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
    return { by: GITHUB_ACTOR, run };
  }
  const user = variables.USER ?? variables.LOGNAME ?? variables.USERNAME ?? 'unknown';
  return { by: `${user}@${host}` };
}
