import type {
  PutScalingPolicyRequest,
  RegisterScalableTargetRequest,
} from '@aws-sdk/client-application-auto-scaling';
import type {
  CreateExpressGatewayServiceRequest,
  CreateServiceRequest,
  RegisterTaskDefinitionRequest,
  ServiceConnectConfiguration,
} from '@aws-sdk/client-ecs';
import type { Artefact } from '../render/artefact.ts';

/** What the parts of a scaling file are the input of; see the `operations` of its artefact. */
export interface ScalingInput {
  readonly target: RegisterScalableTargetRequest;
  readonly policies: readonly PutScalingPolicyRequest[];
}

/** The meaning of each kind of ECS file, as the SDK types it. */
export interface EcsInputs {
  readonly 'task-definition': RegisterTaskDefinitionRequest;
  readonly service: CreateServiceRequest;
  readonly 'express-service': CreateExpressGatewayServiceRequest;
  readonly 'service-connect': ServiceConnectConfiguration;
  readonly scaling: ScalingInput;
}

export type EcsKind = keyof EcsInputs;

/** Which ECS input a rendered file is, if any. */
export function ecsKindOf({ kind, operation }: Artefact): EcsKind | undefined {
  if (kind === 'service') {
    return operation === 'CreateExpressGatewayService' ? 'express-service' : 'service';
  }
  return kind === 'task-definition' || kind === 'service-connect' || kind === 'scaling'
    ? kind
    : undefined;
}
