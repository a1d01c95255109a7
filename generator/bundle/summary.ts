import type { Environment, Service } from '../model/environment.ts';
import type { Artefact } from '../render/artefact.ts';
import { table } from '../render/markdown.ts';

/** The `README.md` in `rendered/`: what stands here, for people. */
export function renderSummary(environment: Environment, artefacts: readonly Artefact[]): Artefact {
  const sections = [
    ...title(environment),
    ...(environment.target === 'account' ? repositories(environment) : running(environment)),
    ...network(environment),
    ...files(artefacts),
  ];
  const text = `${sections.join('\n').trimEnd()}\n`;
  return {
    path: 'README.md',
    environment: environment.name,
    kind: 'summary',
    value: text,
    text,
  };
}

const WHERE = {
  aws: 'deployed to an AWS account',
  local: 'runs on one machine, against local stand-ins for S3 and Amazon Bedrock',
  account: 'deployed once an account, before the environments',
} as const;

function title({ name, target, account, region, tier }: Environment): string[] {
  return [
    `# ${name}`,
    '',
    `Written by the generator from \`environments/${name}/config.yaml\`; do not edit. ${capital(WHERE[target])}.`,
    '',
    ...tableOf(
      ['', ''],
      [
        ...(tier ? [['Tier', tier]] : []),
        ...(account ? [['Account', `\`${account}\``]] : []),
        ['Region', `\`${region}\``],
      ],
    ),
  ];
}

function running(environment: Environment): string[] {
  const { services, model, catalog } = environment;
  return [
    '## Services',
    '',
    ...diagram(environment),
    ...tableOf(
      ['Service', 'Runs', 'Task', 'Tasks', 'Port', 'Exposure', 'Connects to', 'Grants'],
      services.map((service) => [
        service.name,
        whatRuns(environment, service),
        `${service.cpu} CPU units, ${service.memory} MiB, ${service.architecture}`,
        service.scales
          ? `${service.scaling.min} to ${service.scaling.max}`
          : String(service.desired),
        String(service.port),
        service.exposure,
        service.servers.map(({ name }) => name).join(', ') || '–',
        [...service.grants, ...service.statements.map(({ sid }) => sid)].join(', ') || '–',
      ]),
    ),
    ...(model ? [`Model: \`${model.id}\` (${model.label})  `] : []),
    ...(catalog ? [`Catalog: \`s3://${catalog.bucket}/${catalog.key}\``, ''] : []),
  ];
}

function whatRuns({ target }: Environment, { name, image }: Service): string {
  if (target === 'local') return `\`services/${name}\` as it is`;
  const digest = image.uri.split('@')[1];
  return digest ? `\`${digest.slice(0, 19)}…\`` : 'no image yet: not deployable';
}

/** Topology as Mermaid: who reaches whom. */
function diagram({ services, model, catalog }: Environment): string[] {
  const node = ({ id, name }: Service) => `${id}["${name}"]`;
  const edges = services.flatMap((service) => [
    ...(service.exposure === 'internal' ? [] : [`  Visitors((visitors)) --> ${service.id}`]),
    ...service.servers.map(({ id, port }) => `  ${service.id} -->|${port}| ${id}`),
    ...(service.grants.includes('readCatalog') && catalog
      ? [`  ${service.id} --> Catalog[("catalog in S3")]`]
      : []),
    ...(service.grants.includes('invokeModel') && model
      ? [`  ${service.id} --> Model{{"${model.label.replace(/[":].*/, '')}"}}`]
      : []),
  ]);
  return [
    '```mermaid',
    'flowchart LR',
    ...services.map((service) => `  ${node(service)}`),
    ...edges,
    '```',
    '',
  ];
}

function repositories({ services, registry, stateBucket }: Environment): string[] {
  return [
    '## Image registry',
    '',
    ...tableOf(
      ['Repository', 'Pulled from accounts'],
      services.map(({ repository }) => [
        `\`${registry?.host}/${repository}\``,
        registry?.pullAccounts.map((account) => `\`${account}\``).join(', ') ?? '',
      ]),
    ),
    `State: \`s3://${stateBucket}\``,
    '',
  ];
}

function network({ network: plan }: Environment): string[] {
  if (!plan) return [];
  const nats = plan.subnets.filter(({ hasNat }) => hasNat).length;
  return [
    '## Network',
    '',
    `VPC \`${plan.cidr}\`, ${nats} NAT gateway${nats === 1 ? '' : 's'}.`,
    '',
    ...tableOf(
      ['Subnet', 'Zone', 'Range', 'Way out'],
      plan.subnets.map(({ id, zone, cidr, isPublic, natZone }) => [
        id,
        zone,
        `\`${cidr}\``,
        isPublic ? 'internet gateway' : `NAT gateway in zone ${natZone}`,
      ]),
    ),
  ];
}

function files(artefacts: readonly Artefact[]): string[] {
  return [
    '## Files',
    '',
    ...tableOf(
      ['File', 'Feeds'],
      artefacts.map(({ path, operation, operations }) => [
        `[${path}](${path})`,
        operation ??
          (operations ? Object.values(operations).join(', ') : 'merged into its service or stack'),
      ]),
    ),
  ];
}

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  table(head, rows, cell);

/** Cells hold links. A config value must not be able to break the table or add markup of its own. */
const cell = (text: string) =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
