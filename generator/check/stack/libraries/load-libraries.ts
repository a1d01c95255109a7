export interface Libraries {
  readonly core: typeof import('aws-cdk-lib/core');
  readonly include: typeof import('aws-cdk-lib/cloudformation-include');
  readonly nag: typeof import('cdk-nag');
  /** The rules that come with the CDK. It compiles them once and is then fast. */
  readonly checker: import('aws-cdk-lib/core').CloudFormationValidatePlugin;
}

let loading: Promise<Libraries> | undefined;

/** The AWS CDK and cdk-nag, once a process. They are heavy, so nothing else may import them. */
export function loadLibraries(): Promise<Libraries> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Libraries> {
  const core = await import('aws-cdk-lib/core');
  const include = await import('aws-cdk-lib/cloudformation-include');
  const nag = await import('cdk-nag');
  return { core, include, nag, checker: new core.CloudFormationValidatePlugin() };
}
