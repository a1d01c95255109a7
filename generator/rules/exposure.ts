import { deployed, eachDeployed, eachRunning, type Rule } from './rule.ts';

const SCALING_EXAMPLE = 'such as `scaling: {min: 1, max: 4, targets: [{metric: cpu, value: 70}]}`';

/** How services are reached besides Service Connect. */
export const exposureRules: readonly Rule[] = [
  {
    code: 'rule/express-scales',
    says: 'exposure `express` has `scaling`',
    ...eachRunning(({ service: { scaling, exposure } }) => {
      if (exposure.mode !== 'express' || scaling) return [];
      const message = 'exposure `express` needs `scaling`';
      return [{ path: ['exposure', 'mode'], message, hint: SCALING_EXAMPLE }];
    }),
  },
  {
    // CreateExpressGatewayService takes no capacity provider.
    code: 'rule/express-capacity',
    says: 'exposure `express` runs on FARGATE',
    ...eachDeployed(({ service: { capacity, exposure } }) => {
      if (exposure.mode !== 'express' || capacity === 'FARGATE') return [];
      const message = `exposure \`express\` can't run on ${capacity}`;
      return [{ path: ['capacity'], message, hint: 'set `capacity: FARGATE` for this service' }];
    }),
  },
  {
    // Its load balancer wants subnets in two zones (ECS developer guide, "Express Mode").
    code: 'rule/express-zones',
    says: 'exposure `express` has two Availability Zones',
    ...deployed(({ network, services }) => {
      const open = Object.keys(services).filter(
        (name) => services[name]?.exposure.mode === 'express',
      );
      if (network.azCount >= 2 || open.length === 0) return [];
      const message = `the load balancer of ${open.join(', ')} wants two Availability Zones`;
      return [{ path: ['network', 'azCount'], message, hint: 'set `azCount: 2`' }];
    }),
  },
  {
    code: 'rule/exposure-has-sign-in',
    says: 'what is open to everybody stands in the tier `development` only',
    ...eachDeployed(({ service: { exposure } }, { tier }) => {
      if (tier === 'development' || exposure.mode !== 'express') return [];
      const message = `exposure \`express\` is open to everybody, which the tier \`${tier}\` does not allow`;
      return [{ path: ['exposure', 'mode'], message, hint: 'use `internal`' }];
    }),
  },
];
