/** What CloudFormation's drift detection is known to get wrong. */
interface IgnoredDrift {
  readonly type: string;
  /** Path of the property, as CloudFormation writes it; the whole resource where there is none. */
  readonly path?: RegExp;
  readonly why: string;
}

/** Public reports in aws-cloudformation/cloudformation-coverage-roadmap, by number, or the guide. */
const IGNORED: readonly IgnoredDrift[] = [
  {
    type: 'AWS::ECS::TaskDefinition',
    why: 'CloudFormation tells drift where there is none (#1056, #1283); we compare task definitions ourselves',
  },
  {
    type: 'AWS::ECS::Service',
    path: /^\/DesiredCount$/,
    why: 'scaling moves it, as it should',
  },
];

/** Why a difference means nothing; nothing where it means something. */
export const whyIgnored = (type: string, path?: string): string | undefined =>
  IGNORED.find(
    (one) => one.type === type && (!one.path || (path !== undefined && one.path.test(path))),
  )?.why;
