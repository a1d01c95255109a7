import { githubEnvironments } from '../../model/deploy-names.ts';
import type { Environment } from '../../model/environment.ts';
import { inline, table } from '../../render/markdown.ts';
import { code, paragraph, type Section, underHeading } from './section.ts';

/** Of an account: the roles of its environments, who may take them, and what to do once. */
export const deployments: Section = ({ environment }) => {
  if (environment.target !== 'account') return [];
  const { github, makesOidcProvider, name, stateBucket } = environment;
  return underHeading('Deployments', [
    ...paragraph(
      `Locks and records of deployments lie in ${code(`s3://${stateBucket}`)}. Workflows of ${code(github?.repository)} take these roles, each only from the GitHub Environment that stands beside it:`,
    ),
    ...table(['Role', 'GitHub Environment', 'What it does'], rolesOf(environment)),
    ...paragraph(
      'CloudFormation makes resources as a role of its own, which deployments hand to it. Every role that it makes has the permission boundary of its environment.',
    ),
    inline('Once, and after every change of this folder, an administrator of the account:'),
    '',
    `1. runs \`npx tsx generator apply ${name}\` with credentials of the account,`,
    '2. creates these Environments in the settings of the repository: those that deploy or push with required reviewers and the branch `main` alone, those that look with the branch `main` alone and no reviewers.',
    '',
    makesOidcProvider
      ? 'The identity provider of GitHub Actions is made here. In an account that has it already, set `oidcProvider: existing`.'
      : 'The account has the identity provider of GitHub Actions already.',
    '',
  ]);
};

function rolesOf({ environments = [], holdsRegistry, pushRoleName }: Environment): string[][] {
  return [
    ...environments.flatMap((one) => [
      [
        code(one.deployRoleName),
        code(one.deployEnvironment),
        `deploys ${one.name}, rolls it back and takes it down`,
      ],
      [
        code(one.readRoleName),
        code(one.readEnvironment),
        `looks at ${one.name} and changes nothing`,
      ],
    ]),
    ...(holdsRegistry
      ? [[code(pushRoleName), code(githubEnvironments.images), 'pushes images']]
      : []),
  ];
}
