import type { CreateChangeSetInput, Parameter } from '@aws-sdk/client-cloudformation';
import { parseOutput } from '../../../../generator/render/parse-output.ts';
import { AwsError } from '../../aws-error.ts';
import type { Content, Template } from './state.ts';

/** Bytes of a template that is sent along (CloudFormation quotas). */
const LONGEST_BODY = 51_200;

const invalid = (message: string) => new AwsError('ValidationError', message);

/**
 * What a change set is to bring about.
 *
 * @throws what AWS answers to a template or parameters that it does not take
 */
export function readContent(input: CreateChangeSetInput, before: Content | undefined): Content {
  const text = input.UsePreviousTemplate ? (before?.text ?? '') : (input.TemplateBody ?? '');
  if (Buffer.byteLength(text) > LONGEST_BODY) {
    throw invalid(
      "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    );
  }
  const template = readTemplate(text);
  const content: Content = {
    text,
    template,
    parameters: readParameters(template, input.Parameters ?? [], before?.parameters ?? []),
    tags: input.Tags ?? before?.tags ?? [],
    capabilities: input.Capabilities ?? [],
  };
  needCapabilities(content);
  return content;
}

function readTemplate(text: string): Template {
  if (text === '') throw invalid('Either Template URL or Template Body must be specified.');
  const { value, problems } = parseOutput(text);
  if (problems.length > 0)
    throw invalid(`Template format error: YAML not well-formed. ${problems[0]?.message}`);
  if (typeof value !== 'object' || value === null || !('Resources' in value)) {
    throw invalid('Template format error: At least one Resources member must be defined.');
  }
  return value as Template;
}

function readParameters(
  { Parameters = {} }: Template,
  given: readonly Parameter[],
  before: readonly Parameter[],
): Parameter[] {
  const unknown = given
    .map(({ ParameterKey = '' }) => ParameterKey)
    .filter((key) => !(key in Parameters));
  if (unknown.length > 0) {
    throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  }
  const find = (list: readonly Parameter[], key: string) =>
    list.find(({ ParameterKey }) => ParameterKey === key);
  const values = Object.entries(Parameters).map(([ParameterKey, { Default }]) => {
    const one = find(given, ParameterKey);
    const value = one?.UsePreviousValue ? find(before, ParameterKey) : one;
    const text = value?.ParameterValue ?? (Default === undefined ? undefined : String(Default));
    return { ParameterKey, ...(text !== undefined && { ParameterValue: text }) };
  });
  const missing = values.filter((one) => !('ParameterValue' in one)).map((one) => one.ParameterKey);
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

/** Types that need a capability; a fixed name needs the stronger one. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
};

function needCapabilities({ template, capabilities }: Content): void {
  const iam = Object.values(template.Resources).filter(
    ({ Type }) => Type in NAMES || Type === 'AWS::IAM::Policy',
  );
  const named = iam.some(({ Type, Properties = {} }) => (NAMES[Type] ?? '') in Properties);
  const needed = named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
  const suffices = capabilities.some((one) => one === needed || one === 'CAPABILITY_NAMED_IAM');
  if (iam.length > 0 && !suffices) {
    throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
  }
}
