import type { Path } from '../../../config/located.ts';
import { childrenOf } from '../../../render/canonical-json.ts';
import type { StackFinding, StackRule } from '../stack-rule.ts';
import type { Template } from '../template.ts';

/** Types whose loss nobody could undo. */
const DATA_TYPES = [
  ...['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::ECR::Repository'],
  ...['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::EFS::FileSystem'],
  ...['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::SecretsManager::Secret'],
];

/** What CloudFormation would take and this repository does not. */
export const conventionRules: readonly StackRule[] = [
  {
    code: 'stack/description',
    says: 'a template says in its `Description` what it is for',
    isConvention: true,
    find: ({ fields: { Description } }) =>
      typeof Description === 'string' && Description.trim() !== ''
        ? []
        : [{ path: [], message: 'the template has no `Description`' }],
  },
  {
    code: 'stack/parameter-default',
    says: 'no parameter has a `Default`; what is not given must not be guessed',
    isConvention: true,
    find: ({ entries }) =>
      entries.Parameters.filter(({ fields }) => 'Default' in fields).map(({ name, path }) => ({
        path: [...path, 'Default'],
        message: `the parameter \`${name}\` has a \`Default\``,
        hint: 'give the value in the parameters file',
      })),
  },
  {
    code: 'stack/data-kept',
    says: 'what holds data is kept when its stack or its definition goes: `DeletionPolicy` and `UpdateReplacePolicy`',
    isConvention: true,
    sameAs: [3011],
    find: ({ entries }) =>
      entries.Resources.filter(({ fields }) => DATA_TYPES.includes(String(fields.Type))).flatMap(
        ({ name, path, fields }) => {
          const lost = ['DeletionPolicy', 'UpdateReplacePolicy'].filter(
            (policy) => fields[policy] === undefined || fields[policy] === 'Delete',
          );
          if (lost.length === 0) return [];
          const message = `\`${name}\` would lose its data: no ${lost.join(' and no ')} keeps it`;
          return [{ path, message, hint: lost.map((policy) => `${policy}: Retain`).join(', ') }];
        },
      ),
  },
  {
    code: 'stack/literal-arn',
    says: 'an ARN in a template takes partition, Region and account from the pseudo parameters, or from the config',
    isConvention: true,
    allowsConfigured: true,
    find: findLiteralArns,
  },
];

const ARN = /\barn:([^:]*):[^:]*:([^:]*):([^:]*):/g;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

function findLiteralArns({ fields: { Resources, Outputs } }: Template): StackFinding[] {
  return [...textsIn(Resources, ['Resources']), ...textsIn(Outputs, ['Outputs'])].flatMap(
    ({ path, text }) => {
      // A variable's name holds colons too.
      const arns = [...text.replaceAll(/\$\{[^}]*\}/g, '$').matchAll(ARN)];
      const hints = arns.flatMap(([, partition = '', region = '', account = '']) => [
        ...(partition.startsWith('aws') ? ['${AWS::Partition}'] : []),
        ...(REGION.test(region) ? ['${AWS::Region}'] : []),
        ...(/^\d{12}$/.test(account) ? ['${AWS::AccountId}'] : []),
      ]);
      if (hints.length === 0) return [];
      const hint = `${[...new Set(hints)].join(', ')} in an \`Fn::Sub\``;
      return [{ path, message: 'an ARN that is right in one place only', hint }];
    },
  );
}

function textsIn(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  return childrenOf(value).flatMap(([step, child]) =>
    step === 'Metadata' ? [] : textsIn(child, [...path, step]),
  );
}
