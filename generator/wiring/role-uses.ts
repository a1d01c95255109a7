import type { Artefact } from '../render/artefact.ts';
import type { Role } from './roles.ts';
import type { Resource } from './stack.ts';
import type { WiredService } from './wired-service.ts';

/** Where a service names a role, and who has to be able to take it. */
export const ROLE_TAKERS = {
  taskRoleArn: 'ecs-tasks.amazonaws.com',
  executionRoleArn: 'ecs-tasks.amazonaws.com',
  infrastructureRoleArn: 'ecs.amazonaws.com',
} as const;

export type RolePart = keyof typeof ROLE_TAKERS;

/** A role where a service names it. */
export interface RoleUse {
  readonly service: WiredService;
  readonly part: RolePart;
  readonly artefact: Artefact;
  readonly role: Role;
}

/** The roles that services name, as far as the stacks make them. */
export function readRoleUses(
  services: readonly WiredService[],
  roles: readonly Role[],
  behind: (value: unknown) => Resource | undefined,
): RoleUse[] {
  return services.flatMap((service) => {
    const { task, express } = service;
    const named = [
      { part: 'taskRoleArn', arn: task.value.taskRoleArn, artefact: task.artefact },
      { part: 'executionRoleArn', arn: task.value.executionRoleArn, artefact: task.artefact },
      {
        part: 'infrastructureRoleArn',
        arn: express?.value.infrastructureRoleArn,
        artefact: express?.artefact,
      },
    ] as const;
    return named.flatMap(({ part, arn, artefact }) => {
      const resource = behind(arn);
      const role = roles.find((one) => one.resource === resource);
      return role && artefact ? [{ service, part, artefact, role }] : [];
    });
  });
}
