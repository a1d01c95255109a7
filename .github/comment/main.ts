/**
 * `node .github/comment/main.ts FOLDER`: posts what the run of a pull request left in a folder. It runs
 * in .github/workflows/pull-request-comment.yaml, on Node alone. Exit codes: 0 done, or there was
 * nothing to do · 1 GitHub failed, or what the run left was refused.
 */
import { readFileSync } from 'node:fs';
import { connectionOfStep, readSetting, reportEnd, urlOfRun } from '../api/from-environment.ts';
import { connectGitHub } from './github-api.ts';
import { postReview } from './post-review.ts';
import { readArtifact } from './read-artifact.ts';
import { readWorkflowRun } from './workflow-run.ts';

const TITLE = 'pull request comment';

try {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Usage: node .github/comment/main.ts FOLDER');
  const run = readWorkflowRun(JSON.parse(readFileSync(readSetting('GITHUB_EVENT_PATH'), 'utf8')));
  const place = { repository: readSetting('GITHUB_REPOSITORY'), runUrl: urlOfRun(run.id) };
  const github = connectGitHub(connectionOfStep());
  reportEnd(TITLE, await postReview(github, run, readArtifact(folder), place));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  reportEnd(TITLE, { isOk: false, message });
}
