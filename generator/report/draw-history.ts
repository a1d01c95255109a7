import type { DeploymentRecord } from '../deploy/state/record.ts';
import { drawColumns } from './draw-columns.ts';

const HEAD = ['no', 'started (UTC)', 'result', 'what', 'commit', 'by', 'changed'];

/** Deployments in columns, the newest first; below one that failed stands why. */
export function drawHistory(environment: string, records: readonly DeploymentRecord[]): string {
  if (records.length === 0) return `${environment}: nothing was deployed yet`;
  const [head = '', ...rows] = drawColumns([HEAD, ...records.map(rowOf)]);
  const lines = rows.flatMap((row, index) => [
    row,
    ...(records[index]?.failures ?? []).map((why) => `      ${why}`),
  ]);
  return [head, ...lines].join('\n');
}

function rowOf(record: DeploymentRecord): string[] {
  const { number, started, result, action, restores, commit, isChanged, by } = record;
  const short = commit ? `${commit.slice(0, 12)}${isChanged ? '+' : ''}` : '-';
  return [
    String(number),
    started.slice(0, 19).replace('T', ' '),
    result,
    restores === undefined ? action : `${action} to ${restores}`,
    short,
    by,
    changedOf(record),
  ];
}

function changedOf({ stacks, services }: DeploymentRecord): string {
  const changed = [
    ...stacks.filter(({ action }) => action !== 'unchanged').map(({ stack }) => `stack ${stack}`),
    ...services
      .filter((one) => one.action === 'deleted' || one.before !== one.taskDefinition)
      .map(({ service }) => service),
  ];
  return changed.length > 0 ? changed.join(', ') : 'nothing';
}
