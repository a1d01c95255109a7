import type { Target } from '../config/schema.ts';
import type { Environment, Service } from '../model/environment.ts';
import { stacksOf } from '../model/stack-names.ts';
import type { ArtefactKind } from './artefact.ts';
import { TEMPLATE_ENDING, TEMPLATES_FOLDER } from './template-engine.ts';

/** How a rendered file's text is made of what its template writes. */
export type Form =
  /** The template's text as it is. */
  | 'yaml'
  /** The YAML's value as JSON. */
  | 'json'
  /** A YAML map as the list of `{ParameterKey, ParameterValue}` that the AWS CLI takes. */
  | 'parameters';

/** One file to render. */
export interface Plan {
  readonly path: string;
  readonly kind: ArtefactKind;
  readonly template: string;
  readonly form: Form;
  readonly stack?: string;
  readonly service?: string;
  /** The environment of an account that the file is about. */
  readonly member?: string;
  readonly operation?: string;
  readonly operations?: Readonly<Record<string, string>>;
}

const template = (name: string) => `${TEMPLATES_FOLDER}/${name}${TEMPLATE_ENDING}`;

interface ServiceFile {
  readonly kind: ArtefactKind;
  readonly folder: string;
  readonly targets: readonly Target[];
  readonly template: (service: Service) => string;
  readonly operation?: (service: Service) => string;
  readonly operations?: Readonly<Record<string, string>>;
  /** Services that have the file; all of them when not said. */
  readonly isFor?: (service: Service) => boolean;
}

/** Files of a service. */
const SERVICE_FILES: readonly ServiceFile[] = [
  {
    kind: 'task-definition',
    folder: 'task-definitions',
    targets: ['aws', 'local'],
    template: () => 'task-definition',
    operation: () => 'RegisterTaskDefinition',
  },
  {
    // Merged into the call that its service is made with.
    kind: 'service-connect',
    folder: 'service-connect',
    targets: ['aws', 'local'],
    template: () => 'service-connect',
  },
  {
    kind: 'service',
    folder: 'services',
    targets: ['aws'],
    template: ({ isExpress }) => (isExpress ? 'express-service' : 'service'),
    operation: ({ isExpress }) => (isExpress ? 'CreateExpressGatewayService' : 'CreateService'),
  },
  {
    // Express Mode takes its scaling with the service itself.
    kind: 'scaling',
    folder: 'scaling',
    targets: ['aws'],
    template: () => 'scaling',
    operations: { target: 'RegisterScalableTarget', policies: 'PutScalingPolicy' },
    isFor: ({ scales, isExpress }) => scales && !isExpress,
  },
];

/** Every file that an environment is rendered to, without manifest and summary. */
export function planArtefacts(environment: Environment): Plan[] {
  const members = environment.environments?.map(({ name }) => name);
  const stacks = stacksOf(environment.target, members).flatMap(
    ({ stack, member, template: name }): Plan[] => [
      {
        path: `stacks/${stack}.yaml`,
        kind: 'stack-template',
        template: template(`stacks/${name}`),
        form: 'yaml',
        stack,
        ...(member && { member }),
        operation: 'CreateChangeSet',
      },
      {
        path: `stacks/${stack}.parameters.json`,
        kind: 'stack-parameters',
        template: template(`stacks/${name}.parameters`),
        form: 'parameters',
        stack,
        ...(member && { member }),
      },
    ],
  );
  const services = environment.services.flatMap((service) =>
    SERVICE_FILES.filter(
      ({ targets, isFor }) => targets.includes(environment.target) && (isFor?.(service) ?? true),
    ).map(
      (file): Plan => ({
        path: `${file.folder}/${service.name}.json`,
        kind: file.kind,
        template: template(file.template(service)),
        form: 'json',
        service: service.name,
        ...(file.operation && { operation: file.operation(service) }),
        ...(file.operations && { operations: file.operations }),
      }),
    ),
  );
  return [...stacks, ...services];
}

/** What kind of file stands at a path below `rendered/`, and what its name names. */
export function kindOfPath(
  path: string,
): { readonly kind: ArtefactKind; readonly of?: 'stack' | 'service' } | undefined {
  if (path === 'README.md') return { kind: 'summary' };
  if (path === 'manifest.json') return { kind: 'manifest' };
  if (/^stacks\/[^/]+\.parameters\.json$/.test(path))
    return { kind: 'stack-parameters', of: 'stack' };
  if (/^stacks\/[^/]+\.yaml$/.test(path)) return { kind: 'stack-template', of: 'stack' };
  if (/^contracts\/[^/]+\.json$/.test(path)) return { kind: 'contract', of: 'service' };
  const [, folder] = /^([^/]+)\/[^/]+\.json$/.exec(path) ?? [];
  const file = SERVICE_FILES.find((one) => one.folder === folder);
  return file && { kind: file.kind, of: 'service' };
}

/** What a template sees: the environment, and the service or the account's environment that the file is for. */
export function contextOf(
  environment: Environment,
  { service: serviceName, member: memberName }: Pick<Plan, 'service' | 'member'>,
): object {
  const service = environment.services.find(({ name }) => name === serviceName);
  const member = environment.environments?.find(({ name }) => name === memberName);
  return { env: environment, ...(service && { service }), ...(member && { member }) };
}
