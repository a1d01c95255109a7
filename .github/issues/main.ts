/**
 * `node .github/issues/main.ts KIND FOLDER`: opens, updates and closes the issues of what a run found,
 * on Node alone. Exit codes: 0 done, or there was nothing to do · 1 GitHub failed, or the folder holds
 * something else.
 */
import { connectionOfStep, readSetting, reportEnd, urlOfRun } from '../api/from-environment.ts';
import { connectIssues } from './issue-api.ts';
import { kinds } from './kinds.ts';
import { readFindings } from './read-findings.ts';
import { tellFindings } from './tell-findings.ts';

const TITLE = 'issues';

try {
  const [name = '', folder = ''] = process.argv.slice(2);
  const kind = kinds[name];
  if (!kind || folder === '') throw new Error('Usage: node .github/issues/main.ts KIND FOLDER');
  const runUrl = urlOfRun(readSetting('GITHUB_RUN_ID'));
  const issues = connectIssues(connectionOfStep());
  const message = await tellFindings(issues, [name, kind], readFindings(folder), runUrl);
  reportEnd(TITLE, { isOk: true, message });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  reportEnd(TITLE, { isOk: false, message });
}
