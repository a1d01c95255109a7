import { eachService, type Rule } from './rule.ts';

const SCALING_EXAMPLE = 'such as `scaling: {min: 1, max: 4, targets: [{metric: cpu, value: 70}]}`';

/** How services are reached, and how many tasks answer. */
export const exposureRules: readonly Rule[] = [
  {
    code: 'rule/scaling-range',
    says: '`desired` lies between `scaling.min` and `scaling.max`',
    check: eachService(({ service: { scaling, desired } }) => {
      if (!scaling || (scaling.min <= desired && desired <= scaling.max)) return [];
      const message = `\`desired\` is ${desired}, outside \`scaling\` ${scaling.min} to ${scaling.max}`;
      return [{ path: ['desired'], message }];
    }),
  },
  {
    code: 'rule/scaling-has-effect',
    says: '`scaling` stands where something scales',
    check: eachService(({ service: { scaling, exposure } }) =>
      !scaling || exposure.mode !== 'internal'
        ? []
        : [
            {
              path: ['scaling'],
              message: '`scaling` has no effect with exposure `internal`',
              hint: 'set `desired` instead',
            },
          ],
    ),
  },
  {
    code: 'rule/express-scales',
    says: 'exposure `express` has `scaling`',
    check: eachService(({ service: { scaling, exposure } }) =>
      exposure.mode !== 'express' || scaling
        ? []
        : [
            {
              path: ['exposure', 'mode'],
              message: 'exposure `express` needs `scaling`',
              hint: SCALING_EXAMPLE,
            },
          ],
    ),
  },
  {
    code: 'rule/exposure-has-sign-in',
    says: 'what is open to everybody stands in the tier `development` only',
    targets: ['aws'],
    check: eachService(({ service: { exposure } }, { config }) =>
      config.target !== 'aws' || config.tier === 'development' || exposure.mode !== 'express'
        ? []
        : [
            {
              path: ['exposure', 'mode'],
              message: `exposure \`express\` is open to everybody, which the tier \`${config.tier}\` does not allow`,
              hint: 'use `internal`',
            },
          ],
    ),
  },
];
