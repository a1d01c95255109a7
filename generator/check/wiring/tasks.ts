import { allows } from '../../wiring/roles.ts';
import type { WiringFinding, WiringRule } from './wiring-rule.ts';

/** What CreateExpressGatewayService asks of a task definition (`taskDefinitionArn`). */
const EXPRESS_CONTAINER = 'Main';

/** Folders that ECS Exec writes to inside the container (developer guide, "ECS Exec"). */
const EXEC_FOLDERS = ['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

const EXEC_ACTIONS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** A service and the task definition that it runs. */
export const taskRules: readonly WiringRule[] = [
  {
    code: 'wiring/task-definition',
    says: 'a service runs its own task definition',
    check: ({ services }) =>
      services.flatMap(({ service, express, task }): WiringFinding[] => {
        const { family } = task.value;
        const hint = String(family);
        const other = (written: string | undefined) => `\`${written}\` is another task definition`;
        const found: WiringFinding[] = [];
        if (service && service.value.taskDefinition !== family) {
          const message = other(service.value.taskDefinition);
          found.push({ artefact: service.artefact, path: ['taskDefinition'], message, hint });
        }
        if (express && express.value.taskDefinitionArn !== family) {
          const message = other(express.value.taskDefinitionArn);
          found.push({ artefact: express.artefact, path: ['taskDefinitionArn'], message, hint });
        }
        return found;
      }),
  },
  {
    code: 'wiring/express-container',
    says: 'the task definition of an Express service has a container `Main` with one named TCP port',
    check: ({ services }) =>
      services.flatMap(({ express, task, containers }): WiringFinding[] => {
        if (!express?.value.taskDefinitionArn) return [];
        const { artefact } = task;
        const index = containers.findIndex(({ name }) => name === EXPRESS_CONTAINER);
        if (index < 0) {
          const message = 'Express Mode finds no container `Main`';
          const hint = `name: ${EXPRESS_CONTAINER}`;
          return [{ artefact, path: ['containerDefinitions', 0, 'name'], message, hint }];
        }
        const ports = containers[index]?.portMappings ?? [];
        const [port] = ports;
        if (ports.length === 1 && port?.name && (port.protocol ?? 'tcp') === 'tcp') return [];
        const place = ports.length > 1 ? [1] : ports.length === 1 ? [0, 'name'] : [];
        const path = ['containerDefinitions', index, 'portMappings', ...place];
        const message = 'Express Mode wants exactly one TCP port, with a name';
        return [{ artefact, path, message, hint: '{name: http, containerPort: …, protocol: tcp}' }];
      }),
  },
  {
    code: 'wiring/exec-can-write',
    says: 'where ECS Exec is on, it can write what it needs in spite of a read-only root',
    check: ({ services }) =>
      services.flatMap(({ service, containers }) =>
        containers.flatMap(({ readonlyRootFilesystem, mountPoints = [] }): WiringFinding[] => {
          if (!service?.value.enableExecuteCommand || !readonlyRootFilesystem) return [];
          const writable = mountPoints.filter(({ readOnly }) => !readOnly);
          const missing = EXEC_FOLDERS.filter(
            (folder) => !writable.some(({ containerPath }) => containerPath === folder),
          );
          if (missing.length === 0) return [];
          const message = `ECS Exec can't write to ${missing.join(', ')}`;
          const hint = 'mount volumes there, or enableExecuteCommand: false';
          return [{ artefact: service.artefact, path: ['enableExecuteCommand'], message, hint }];
        }),
      ),
  },
  {
    code: 'wiring/exec-allowed',
    says: 'where ECS Exec is on, the task role lets it talk to Session Manager',
    check: (wiring) =>
      wiring.roleUses.flatMap(({ service: { service }, part, role }): WiringFinding[] => {
        if (part !== 'taskRoleArn' || !service?.value.enableExecuteCommand) return [];
        const missing = EXEC_ACTIONS.filter((action) => !allows(role, action, '*'));
        if (missing.length === 0) return [];
        const message = `${role.resource.id} does not allow ${missing.join(', ')}`;
        const hint = 'allow it, or enableExecuteCommand: false';
        return [{ artefact: service.artefact, path: ['enableExecuteCommand'], message, hint }];
      }),
  },
];
