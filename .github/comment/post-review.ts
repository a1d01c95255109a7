import { ApiError } from '../api/connect-api.ts';
import { quietMentions } from '../api/quiet-mentions.ts';
import { checkBodies, drawMarker, LONGEST_COMMENT } from './check-bodies.ts';
import { findPullRequest } from './find-pull-request.ts';
import type { GitHub } from './github-api.ts';
import { planComments } from './plan-comments.ts';
import type { Artifact } from './read-artifact.ts';
import type { WorkflowRun } from './workflow-run.ts';

/** How it ended, for the log. */
export interface Outcome {
  /** False where what the run left was refused; the pull request is told so, too. */
  readonly isOk: boolean;
  readonly message: string;
}

export interface Place {
  /** `owner/name` of this repository. */
  readonly repository: string;
  /** The run's page. */
  readonly runUrl: string;
}

/** Makes a pull request's comment say what its last run left. */
export async function postReview(
  github: GitHub,
  run: WorkflowRun,
  artifact: Artifact,
  place: Place,
): Promise<Outcome> {
  const [owner = ''] = run.headRepository.split('/');
  const open = owner === '' ? [] : await github.listPullRequests(owner, run.headBranch);
  const found = findPullRequest(run, open, artifact.claim);
  const quiet = artifact.bodies.map(quietMentions);
  const problem = artifact.problem ?? found.problem ?? checkBodies(quiet);
  const { number } = found;
  if (number === undefined) {
    const why = problem ? `What the run left is refused: ${problem}` : 'Nothing to post';
    const message = `${why}; no open pull request has this commit as its last one, or several have.`;
    return { isOk: !problem, message };
  }
  const isNote = problem !== undefined || quiet.length === 0;
  const isOfFork = !isNote && run.headRepository !== place.repository;
  const footer = drawFooter(run, place, isOfFork);
  const bodies = isNote ? [drawNote(problem)] : quiet;
  const counts = await syncComments(github, number, withFooter(bodies, footer));
  const refused = problem ? `What the run left is refused: ${problem}. ` : '';
  return { isOk: !problem, message: `${refused}Pull request ${number}: ${counts}.` };
}

/** Where two runs meet or GitHub fails halfway, what is there now is looked at once more. */
async function syncComments(
  github: GitHub,
  number: number,
  bodies: readonly string[],
  isLast = false,
): Promise<string> {
  const steps = planComments(await github.listComments(number), bodies);
  try {
    for (const step of steps) {
      if (step.act === 'create') await github.createComment(number, step.body);
      if (step.act === 'update') await github.updateComment(step.id, step.body);
      if (step.act === 'delete') await github.deleteComment(step.id);
    }
  } catch (error) {
    if (isLast || !(error instanceof ApiError && error.isPassing)) throw error;
    return syncComments(github, number, bodies, true);
  }
  const count = (wanted: string) => steps.filter(({ act }) => act === wanted).length;
  return `${count('create')} created, ${count('update')} updated, ${count('delete')} deleted`;
}

/** What stands in the comment when there is no diff to show. */
const drawNote = (problem: string | undefined): string =>
  [
    drawMarker(1, 1),
    '### No diff for this commit',
    '',
    problem
      ? `What the run left can’t be posted: ${problem}.`
      : 'The run ended before there was one; it says why.',
    '',
  ].join('\n');

/** Whose word it is: the run executes the pull request's own code. */
function drawFooter({ headSha }: WorkflowRun, { runUrl }: Place, isOfFork: boolean): string {
  const whose = isOfFork ? ' · drawn by the code of a fork' : '';
  return `\n<sub>Commit <code>${headSha.slice(0, 8)}</code> · <a href="${runUrl}">run</a>${whose}</sub>\n`;
}

/** Below the last part, where there is room. */
const withFooter = (bodies: readonly string[], footer: string): readonly string[] =>
  bodies.map((body, index) =>
    index === bodies.length - 1 && body.length + footer.length <= LONGEST_COMMENT
      ? `${body.trimEnd()}\n${footer}`
      : body,
  );
