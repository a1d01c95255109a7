import { containerRules } from './containers.ts';
import { dependsOnRules } from './depends-on.ts';
import { deploymentRules } from './deployment.ts';
import type { EcsRule } from './ecs-rule.ts';
import { expressRules } from './express.ts';
import { fargateRules } from './fargate.ts';
import { loggingRules } from './logging.ts';
import { portRules } from './ports.ts';
import { scalingRules } from './scaling.ts';
import { serviceRules } from './service.ts';
import { serviceConnectRules } from './service-connect.ts';
import { tagRules } from './tags.ts';
import { valueRules } from './values.ts';
import { variableRules } from './variables.ts';
import { volumeRules } from './volumes.ts';

/** Every rule about the input of ECS operations. One is added as an entry of the list that it belongs to, nowhere else. */
export const ecsRules: readonly EcsRule[] = [
  ...valueRules,
  ...fargateRules,
  ...containerRules,
  ...dependsOnRules,
  ...portRules,
  ...volumeRules,
  ...variableRules,
  ...loggingRules,
  ...tagRules,
  ...serviceRules,
  ...deploymentRules,
  ...expressRules,
  ...serviceConnectRules,
  ...scalingRules,
];
