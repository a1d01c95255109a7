import { dotted } from '../../config/located.ts';
import { type EcsRule, repeated } from './ecs-rule.ts';
import { valuesAt } from './select-values.ts';

/** Scaling by Application Auto Scaling. */
export const scalingRules: readonly EcsRule[] = [
  {
    code: 'ecs/scaling-resource',
    says: 'a scalable target is named `service/<cluster>/<service>`, and its policies name the same',
    check: {
      scaling: (scaling) =>
        ['target.ResourceId', 'policies.*.ResourceId']
          .flatMap((member) => valuesAt(scaling, member))
          .flatMap(({ path, value }) => {
            if (!/^service\/[\w-]+\/[\w-]+$/.test(String(value))) {
              const message = `\`${value}\` is not a service`;
              return [{ path, message, hint: 'service/<cluster>/<service>' }];
            }
            if (value === scaling.target.ResourceId) return [];
            const message = `\`${dotted(path)}\` is not that of the target`;
            return [{ path, message, hint: String(scaling.target.ResourceId) }];
          }),
    },
  },
  {
    code: 'ecs/scaling-bounds',
    says: 'a scalable target says its fewest and its most tasks, in that order',
    check: {
      scaling: ({ target: { MinCapacity, MaxCapacity } }) => {
        if (MinCapacity === undefined || MaxCapacity === undefined) {
          const message = '`MinCapacity` and `MaxCapacity` are both required';
          return [{ path: ['target'], message }];
        }
        if (MinCapacity <= MaxCapacity) return [];
        const message = `at least ${MinCapacity} tasks, but at most ${MaxCapacity}`;
        return [{ path: ['target', 'MaxCapacity'], message }];
      },
    },
  },
  {
    code: 'ecs/scaling-policy',
    says: 'a scaling policy tracks one metric',
    check: {
      scaling: ({ policies }) =>
        policies.flatMap((policy, index) => {
          const tracking = policy.TargetTrackingScalingPolicyConfiguration;
          const { PredefinedMetricSpecification: own, CustomizedMetricSpecification: other } =
            tracking ?? {};
          if (policy.PolicyType && (own === undefined) !== (other === undefined)) return [];
          return [
            {
              path: ['policies', index],
              message: `\`${policy.PolicyName}\` does not say which one metric it tracks`,
              hint: 'PolicyType, and TargetTrackingScalingPolicyConfiguration with one metric',
            },
          ];
        }),
    },
  },
  {
    code: 'ecs/scaling-percent',
    says: 'average CPU and memory are held at a percentage',
    check: {
      scaling: ({ policies }) =>
        policies.flatMap(({ TargetTrackingScalingPolicyConfiguration: tracking }, index) => {
          const metric = tracking?.PredefinedMetricSpecification?.PredefinedMetricType;
          const value = Number(tracking?.TargetValue);
          if (!metric?.startsWith('ECSServiceAverage') || (value >= 1 && value <= 100)) return [];
          return [
            {
              path: ['policies', index, 'TargetTrackingScalingPolicyConfiguration', 'TargetValue'],
              message: `${metric} can't be held at ${value} %`,
              hint: '1 to 100',
            },
          ];
        }),
    },
  },
  {
    code: 'ecs/scaling-policy-unique',
    says: 'no two policies of a service have the same name, since the second would replace the first',
    check: {
      scaling: ({ policies }) =>
        repeated(policies, ({ PolicyName }) => PolicyName).map(({ index, item }) => ({
          path: ['policies', index, 'PolicyName'],
          message: `another policy is called \`${item.PolicyName}\` too`,
        })),
    },
  },
];
