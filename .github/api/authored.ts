/** A text that somebody wrote on GitHub: a comment, an issue. */
export interface Authored {
  readonly body?: string | null;
  readonly user: { readonly login: string; readonly type: string } | null;
}

/** Who writes with the token of a workflow (GitHub, "Automatic token authentication"). */
const ROBOT = { login: 'github-actions[bot]', type: 'Bot' };

export const isByRobot = ({ user }: Authored): boolean =>
  user?.login === ROBOT.login && user.type === ROBOT.type;

/** GitHub gives back what it was given, but for line ends and space at the end. */
export const isSame = (there: string | null | undefined, body: string): boolean =>
  there?.replaceAll('\r\n', '\n').trimEnd() === body.trimEnd();
