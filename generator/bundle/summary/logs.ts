import { logUses } from '../../check/wiring/uses.ts';
import { table } from '../../render/markdown.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { code, counted, paragraph, type Section, underHeading } from './section.ts';

/** Where lines are written, by whom, and for how long they stay. */
export const logs: Section = ({ environment, wiring }) => {
  if (environment.target === 'local') {
    const printed = 'The terminal of `npm start` prints the lines of all services.';
    return underHeading('Logs', paragraph(printed));
  }
  const groups = wiring.resourcesOf('AWS::Logs::LogGroup');
  if (groups.length === 0) return [];
  const rows = groups.map(({ properties, id }) => {
    const name = String(properties.LogGroupName ?? id);
    const days = Number(properties.RetentionInDays);
    return [code(name), writerOf(name, wiring), days > 0 ? counted(days, 'day') : 'for ever'];
  });
  return underHeading('Logs', [
    ...paragraph('In CloudWatch Logs, one group for each who writes:'),
    ...table(['Log group', 'Lines of', 'Kept for'], rows),
  ]);
};

function writerOf(group: string, { services, resourcesOf }: Wiring): string {
  for (const service of services) {
    const use = logUses(service).find((one) => one.group === group);
    const isProxy = use?.artefact === service.connect?.artefact;
    if (use) return isProxy ? `the proxy of ${service.name}` : service.name;
  }
  const flows = resourcesOf('AWS::EC2::FlowLog');
  return flows.some(({ properties }) => properties.LogGroupName === group)
    ? 'the VPC: its connections'
    : '–';
}
