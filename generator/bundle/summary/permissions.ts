import { apiNode, verbOf } from '../../graph/api-stores.ts';
import { readArn } from '../../graph/arn.ts';
import { table } from '../../render/markdown.ts';
import { textsOf } from '../../render/plain-values.ts';
import type { RolePart } from '../../wiring/role-uses.ts';
import type { Statement } from '../../wiring/roles.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { code, type Section, underHeading } from './section.ts';

const SIGN_IN = 'sign in to the image registry';

/** What actions come to, in words. The first row that has all actions of a statement speaks. */
const IN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^kms:(Decrypt|GenerateDataKey.*)$/, 'decrypt with the key'],
  [/^ecr:GetAuthorizationToken$/, SIGN_IN],
  [
    /^ecr:(BatchCheckLayerAvailability|BatchGetImage|GetDownloadUrlForLayer)$/,
    'pull its image from',
  ],
  [/^logs:(CreateLogStream|PutLogEvents)$/, 'write its logs to'],
  [/^secretsmanager:GetSecretValue$/, 'read the secret'],
  [/^ssm:GetParameters?$/, 'read the parameter'],
  [/^bedrock:InvokeModel(WithResponseStream)?$/, 'invoke the model'],
  [/^s3:GetObject$/, 'read the object'],
];

/** What each service may do by itself, and what ECS may do to start it. */
export const permissions: Section = ({ environment, wiring }) => {
  if (environment.target !== 'aws') return [];
  const rows = wiring.services.map((service) => [
    service.name,
    allowedTo(service, 'taskRoleArn', wiring) || 'nothing',
    allowedTo(service, 'executionRoleArn', wiring) || 'nothing',
  ]);
  return underHeading('What services may do', [
    ...table(['Service', 'It may', 'To start it, ECS may'], rows),
    'Each service has a task role and an execution role of its own, in [stacks/platform.yaml](stacks/platform.yaml).',
    '',
  ]);
};

/** Statements that say the same of several things are one. */
function allowedTo(service: WiredService, part: RolePart, { roleUses, behind }: Wiring): string {
  const roles = roleUses.filter((used) => used.service === service && used.part === part);
  const statements = roles
    .flatMap(({ role }) => role.statements)
    .filter(({ effect }) => effect === 'Allow');
  const managed = roles.flatMap(({ role }) => role.managedPolicies).filter(isOfAws);
  return [
    ...[...Map.groupBy(statements, wordsOf)].map(([words, same]) =>
      // It takes no resource; for every other action a `*` has to be seen.
      words === SIGN_IN ? words : `${words} ${thingsOf(same, behind)}`.trim(),
    ),
    ...managed.map((arn) => `what AWS allows in ${code(arn.split('/').at(-1))}`),
  ].join('; ');
}

/** Those of a stack's own were read statement by statement. */
const isOfAws = (arn: string) => arn.startsWith('arn:');

function thingsOf(statements: readonly Statement[], behind: Wiring['behind']): string {
  const resources = statements.flatMap(({ fields }) =>
    fields.Resource === undefined ? ['*'] : textsOf(fields.Resource),
  );
  return [...new Set(resources.map((text) => nameOf(text, behind)))].map(code).join(', ');
}

function wordsOf({ fields }: Statement): string {
  const actions = textsOf(fields.Action);
  if (actions.length === 0) return 'do everything but what the policy names, on';
  const known = IN_WORDS.find(([pattern]) => actions.every((action) => pattern.test(action)));
  if (known) return known[1];
  const verbs = [...new Set(actions.map(verbOf))].sort().join(', ');
  return `${verbs} (${actions.map(code).join(', ')})`;
}

/** What an ARN names, as short as a person needs it. */
function nameOf(text: string, behind: Wiring['behind']): string {
  const arn = readArn(text, behind);
  if (!arn) return text;
  // An object says more than the bucket that the diagram shows.
  if (arn.service === 's3') return arn.resource;
  return apiNode(arn)?.details[0] ?? arn.resource.replace(/^(log-group|repository)[:/]|:\*$/g, '');
}
