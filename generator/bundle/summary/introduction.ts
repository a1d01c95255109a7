import type { Target } from '../../config/schema.ts';
import type { Environment } from '../../model/environment.ts';
import { inline, table } from '../../render/markdown.ts';
import { code, type Section } from './section.ts';

const WHAT: Readonly<Record<Target, string>> = {
  aws: 'what is deployed to an AWS account. Every file here is applied just as it stands',
  local:
    'what `npm start` runs on one machine, against local stand-ins for S3 and Amazon Bedrock. Nothing here is deployed',
  account:
    'what stands once an account, before any environment. Every file here is applied just as it stands',
};

/** What this folder is, who may change it, and where it all stands. */
export const introduction: Section = ({ environment }) => {
  const { name, project, target } = environment;
  return [
    `# ${name}`,
    '',
    `The environment ${code(name)} of ${inline(code(project))}: ${WHAT[target]}.`,
    '',
    'The generator writes this folder, nobody else: an edit made here fails the checks. To change something, edit [config.yaml](../config.yaml), or [defaults.yaml](../../defaults.yaml) for all environments, run `npx tsx generator`, and open a pull request with both.',
    '',
    ...table(['', ''], facts(environment)),
    ...origin(environment),
  ];
};

function facts({ target, account, region, tier }: Environment): string[][] {
  return [
    ...(tier ? [['Tier', tier]] : []),
    ...(account ? [['Account', code(account)]] : []),
    [target === 'local' ? 'Region that services see' : 'Region', code(region)],
  ];
}

/** Rules see to it that the environment exists. */
const origin = ({ promotesFrom }: Environment): string[] =>
  promotesFrom
    ? [
        `Images are promoted from [${promotesFrom}](../../${promotesFrom}/rendered/README.md): what runs here ran there before.`,
        '',
      ]
    : [];
