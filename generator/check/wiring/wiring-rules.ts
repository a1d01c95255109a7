import { connectionRules } from './connections.ts';
import { leftoverRules } from './leftovers.ts';
import { logGroupRules } from './log-groups.ts';
import { networkRules } from './network.ts';
import { outputRules } from './outputs.ts';
import { parameterRules } from './parameters.ts';
import { permissionRules } from './permissions.ts';
import { roleRules } from './role-rules.ts';
import { scalingRules } from './scaling.ts';
import { securityGroupRules } from './security-group-rules.ts';
import { servingRules } from './serving.ts';
import { taskRules } from './tasks.ts';
import { unusedPermissionRules } from './unused-permissions.ts';
import type { WiringRule } from './wiring-rule.ts';

/** Every rule across files. One is added as an entry of the list that it belongs to, nowhere else. */
export const wiringRules: readonly WiringRule[] = [
  ...outputRules,
  ...parameterRules,
  ...networkRules,
  ...servingRules,
  ...connectionRules,
  ...securityGroupRules,
  ...roleRules,
  ...permissionRules,
  ...unusedPermissionRules,
  ...taskRules,
  ...scalingRules,
  ...logGroupRules,
  ...leftoverRules,
];
