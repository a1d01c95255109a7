import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';

/** A service whose health is asked for, and what it should be running. */
export interface HealthTarget {
  /** Its name in this repository. */
  readonly service: string;
  readonly cluster: string;
  /** Its name in ECS. */
  readonly serviceName: string;
  /** ARN of the revision that should run. */
  readonly taskDefinition: string;
  /** ARN of the revision that ran before; missing for a service that is new. */
  readonly before?: string;
  /** The rendered task definition. */
  readonly task: RegisterTaskDefinitionRequest;
  /** Tasks that the file wants. Scaling may have changed it, so what ECS says counts. */
  readonly desired: number;
  /** Id of the ECS deployment that should complete (`ecs-svc/…`), where it is known. */
  readonly deployment?: string;
  /** When the change began, in milliseconds since 1970. What is older is another deployment's. */
  readonly since?: number;
}

/** The last part of an ARN, or of the id of a deployment: what people look for. */
export const shortName = (arn = ''): string => arn.slice(arn.lastIndexOf('/') + 1);
