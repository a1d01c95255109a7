import type { EnvironmentStatus, ServiceStatus } from '../deploy/status/read-status.ts';
import { drawColumns } from './draw-columns.ts';
import { visibleText } from './visible-text.ts';

const HEAD = ['service', 'health', 'running', 'revision', 'commit', 'endpoint'];

/** What runs, on one screen. */
export function drawStatus(status: EnvironmentStatus): string {
  const { environment, account, region, stacks, services, last, lockedBy } = status;
  const rows = drawColumns([HEAD, ...services.map(rowOf)]);
  const events = services.flatMap(({ service, event }) => (event ? [`${service}: ${event}`] : []));
  return [
    `${environment} (account ${account}, ${region})`,
    ...stacks.map(({ stack, status: state }) => `  stack ${stack}: ${state}`),
    ...rows.map((row) => `  ${row}`),
    ...events.map((event) => `  ${visibleText(event)}`),
    last
      ? `  last run: ${last.number}, ${last.action} ${last.result}, ${last.started} by ${visibleText(last.by)}`
      : '  nothing was deployed yet',
    ...(lockedBy ? [`  being changed by ${visibleText(lockedBy)}`] : []),
  ].join('\n');
}

function rowOf(one: ServiceStatus): string[] {
  const { service, health, running, desired, revision, commit, endpoint } = one;
  return [
    service,
    health,
    `${running}/${desired}`,
    revision ?? '-',
    commit?.slice(0, 12) ?? '-',
    endpoint ?? '-',
  ];
}
