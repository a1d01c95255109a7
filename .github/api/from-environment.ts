import { setTimeout } from 'node:timers/promises';
import type { Connection } from './connect-api.ts';

/** A setting that GitHub gives to every step (or the workflow, for the token). */
export function readSetting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

/** How a step reaches the repository that it runs in. */
export const connectionOfStep = (): Connection => ({
  url: readSetting('GITHUB_API_URL'),
  repository: readSetting('GITHUB_REPOSITORY'),
  token: readSetting('GITHUB_TOKEN'),
  waitS: (seconds) => setTimeout(seconds * 1_000),
});

/** The page of the run. */
export const urlOfRun = (id: number | string): string =>
  `${readSetting('GITHUB_SERVER_URL')}/${readSetting('GITHUB_REPOSITORY')}/actions/runs/${id}`;

/** A line for the log; a failure becomes an annotation of the run, and the exit code 1. */
export function reportEnd(title: string, { isOk, message }: { isOk: boolean; message: string }) {
  const line = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(isOk ? `${line}\n` : `::error title=${title}::${line}\n`);
  if (!isOk) process.exitCode = 1;
}
