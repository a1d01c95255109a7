/**
 * `node .github/comment/main.ts FOLDER`: posts what the run of a pull request left in a folder. It runs
 * in .github/workflows/pull-request-comment.yaml, on Node alone. Exit codes: 0 done, or there was
 * nothing to do · 1 GitHub failed, or what the run left was refused.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { connectGitHub } from './github-api.ts';
import { postReview } from './post-review.ts';
import { readArtifact } from './read-artifact.ts';
import { readWorkflowRun } from './workflow-run.ts';

try {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Usage: node .github/comment/main.ts FOLDER');
  const repository = read('GITHUB_REPOSITORY');
  const run = readWorkflowRun(JSON.parse(readFileSync(read('GITHUB_EVENT_PATH'), 'utf8')));
  const github = connectGitHub({
    url: read('GITHUB_API_URL'),
    repository,
    token: read('GITHUB_TOKEN'),
    waitS: (seconds) => setTimeout(seconds * 1_000),
  });
  const runUrl = `${read('GITHUB_SERVER_URL')}/${repository}/actions/runs/${run.id}`;
  report(await postReview(github, run, readArtifact(folder), { repository, runUrl }));
} catch (error) {
  report({ isOk: false, message: error instanceof Error ? error.message : String(error) });
}

/** A setting that GitHub gives to every step (or the workflow, for the token). */
function read(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

/** A failure becomes an annotation of the run. */
function report({ isOk, message }: { isOk: boolean; message: string }): void {
  const line = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(isOk ? `${line}\n` : `::error title=pull request comment::${line}\n`);
  if (!isOk) process.exitCode = 1;
}
