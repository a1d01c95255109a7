import { hintFrom } from '../../nearest.ts';
import { childrenOf } from '../../render/canonical-json.ts';
import { fieldsOf, listOf } from '../../render/plain-values.ts';
import { stepsOf } from '../../wiring/read-manifest.ts';
import { atProperty, type WiringFinding, type WiringRule } from './wiring-rule.ts';

/** Repositories, buckets and alarms: each belongs to something that exists. */
export const leftoverRules: readonly WiringRule[] = [
  {
    code: 'wiring/repository-of-service',
    says: 'every service has an image repository, and every repository belongs to a service',
    check: ({ manifest: { repositories = [] }, resourcesOf, stacks }) => {
      const made = resourcesOf('AWS::ECR::Repository');
      const names = made.map(({ properties }) => String(properties.RepositoryName));
      const wanted = repositories.map(({ repository }) => repository);
      const [stack] = stacks;
      return [
        ...made
          .filter(({ properties }) => !wanted.includes(String(properties.RepositoryName)))
          .map((repository) => ({
            ...atProperty(repository, 'RepositoryName'),
            message: `\`${repository.properties.RepositoryName}\` is the repository of no service`,
            hint: 'leave it out',
          })),
        ...repositories
          .filter(({ repository }) => stack && !names.includes(repository))
          .map(({ service, repository }) => ({
            artefact: stack?.template as WiringFinding['artefact'],
            path: ['Resources'],
            message: `${service} has no image repository \`${repository}\``,
          })),
      ];
    },
  },
  {
    code: 'wiring/alarm-of-service',
    says: 'an alarm watches services and clusters that exist',
    check: ({ services, resourcesOf }) => {
      const known: Readonly<Record<string, readonly string[]>> = {
        ServiceName: services.map(({ name }) => name),
        ClusterName: resourcesOf('AWS::ECS::Cluster').map(({ properties }) =>
          String(properties.ClusterName),
        ),
      };
      return resourcesOf('AWS::CloudWatch::Alarm').flatMap((alarm) =>
        dimensionsOf(alarm.properties).flatMap(({ name, value }) => {
          const names = known[name];
          if (!names || names.includes(value)) return [];
          const message = `${alarm.id} watches \`${value}\`, a ${name} that does not exist`;
          return [{ ...atProperty(alarm, 'Dimensions'), message, hint: hintFrom(value, names) }];
        }),
      );
    },
  },
  {
    code: 'wiring/seed-bucket',
    says: 'what is seeded goes into a bucket that a stack makes',
    check: ({ manifest, stacks, resourcesOf }) => {
      const buckets = resourcesOf('AWS::S3::Bucket');
      const names = buckets.map(({ properties }) => String(properties.BucketName));
      const artefact = stacks.at(-1)?.template;
      return stepsOf(manifest, 'seed').flatMap(({ bucket = '' }) =>
        !artefact || names.includes(bucket)
          ? []
          : [
              {
                artefact,
                path: ['Resources'],
                message: `no stack makes the bucket \`${bucket}\``,
                hint: hintFrom(bucket, names),
              },
            ],
      );
    },
  },
];

/** The dimensions of an alarm's metrics, wherever in it they stand. */
function dimensionsOf(value: unknown): { name: string; value: string }[] {
  return childrenOf(value).flatMap(([step, child]) =>
    step === 'Dimensions'
      ? listOf(child).map((one) => {
          const { Name, Value } = fieldsOf(one);
          return { name: String(Name), value: String(Value) };
        })
      : dimensionsOf(child),
  );
}
