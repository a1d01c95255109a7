import type {
  CreateExpressGatewayServiceRequest,
  CreateServiceRequest,
  RegisterTaskDefinitionRequest,
  ServiceConnectConfiguration,
} from '@aws-sdk/client-ecs';
import type { ScalingInput } from '../../wiring/ecs-input.ts';
import { type Step, stepsOf } from '../../wiring/read-manifest.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Release } from '../release/release.ts';
import { type Outputs, resolveKnownOutputs, resolveOutputs } from '../release/resolve-outputs.ts';

/** Input of the operation that makes a service. Its task definition is a family until one is chosen. */
export type ServiceInput =
  | { readonly operation: 'CreateService'; readonly input: CreateServiceRequest }
  | {
      readonly operation: 'CreateExpressGatewayService';
      readonly input: CreateExpressGatewayServiceRequest;
    };

/** What a service is to be, whoever says so: its files, or what it was before. */
export type ServiceShape = ServiceInput & {
  readonly cluster: string;
  readonly serviceName: string;
  readonly connect?: ServiceConnectConfiguration;
  /** Whether scaling owns the number of tasks. */
  readonly isScaled: boolean;
};

/** A service as its files have it. */
export type WantedService = ServiceShape & {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly isDeployable: boolean;
  /** Why it is not deployable. */
  readonly reason?: string;
  readonly task: RegisterTaskDefinitionRequest;
  readonly scaling?: ScalingInput;
};

/** All rendered services in the order in which they are deployed; unknown outputs stay references. */
export const wantedServices = (release: Release, outputs: Outputs): WantedService[] =>
  stepsOf(release.manifest, 'services').flatMap((step) => {
    const files = release.wiring.services.find(({ name }) => name === step.service);
    return files ? read(files, step, (value) => resolveKnownOutputs(value, outputs)) : [];
  });

/**
 * One service with every output known.
 *
 * @throws {Failure} `deploy/output` for an output that no stack tells
 */
export function wantedService(release: Release, name: string, outputs: Outputs): WantedService {
  const [step] = stepsOf(release.manifest, 'services').filter(({ service }) => service === name);
  const files = release.wiring.services.find((one) => one.name === name);
  const [wanted] =
    files && step ? read(files, step, (value) => resolveOutputs(value, outputs)) : [];
  if (!wanted) throw new Error(`no service ${name} is rendered`);
  return wanted;
}

/** Nothing for a service that no operation makes, as those of a laptop. */
function read(
  files: WiredService,
  step: Step,
  resolve: <Value>(value: Value) => Value,
): WantedService[] {
  const own = ownInput(files, resolve);
  if (!own) return [];
  const { name, connect, scaling } = files;
  return [
    {
      ...own,
      name,
      cluster: own.input.cluster ?? 'default',
      serviceName: own.input.serviceName ?? name,
      dependsOn: files.dependsOn,
      isDeployable: step.deployable ?? true,
      isScaled: scaling !== undefined || own.operation === 'CreateExpressGatewayService',
      task: resolve(files.task.value),
      ...(step.reason !== undefined && { reason: step.reason }),
      ...(connect && { connect: resolve(connect.value) }),
      ...(scaling && { scaling: resolve(scaling.value) }),
    },
  ];
}

function ownInput(
  { service, express }: WiredService,
  resolve: <Value>(value: Value) => Value,
): ServiceInput | undefined {
  if (express) {
    return { operation: 'CreateExpressGatewayService', input: resolve(express.value) };
  }
  return service && { operation: 'CreateService', input: resolve(service.value) };
}

/** The cluster of an environment's services. */
export const clusterOf = ({ manifest, environment }: Release, wanted: readonly ServiceShape[]) =>
  wanted[0]?.cluster ?? `${manifest.project}-${environment}`;
