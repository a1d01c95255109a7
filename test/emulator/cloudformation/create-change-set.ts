import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  type Capability,
  CreateChangeSetCommand,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Exchange } from '../patch.ts';
import { type WireAnswer, xmlAnswer } from '../wire/answer.ts';
import { findChanges } from './find-changes.ts';
import type { KeptChangeSet, KeptStack } from './kept-stack.ts';
import { prepareTemplate } from './prepare-template.ts';
import {
  findStack,
  invalid,
  listOf,
  Refusal,
  readParameters,
  readTags,
  text,
} from './read-input.ts';
import { refuseUnknownRole } from './refuse-role.ts';
import { setStatus } from './stack-events.ts';
import { readTemplate, type Template } from './template.ts';

/** Bytes of a template that stands in the call itself. */
const LONGEST_BODY = 51_200;

export async function createChangeSet(exchange: Exchange): Promise<WireAnswer> {
  const { memory } = exchange;
  const name = text(exchange, 'ChangeSetName') ?? '';
  const isNew = text(exchange, 'ChangeSetType') === 'CREATE';
  const known = findStack(exchange);
  refuseWrongType(exchange, known, isNew);
  const isTaken = [...memory.changeSets.values()].some(
    (one) => one.stackId === known?.id && one.name === name,
  );
  if (isTaken) throw new Refusal('AlreadyExistsException', `ChangeSet ${name} already exists`);
  await refuseUnknownRole(exchange);
  const next = readNext(exchange, known);
  const before = known && !isNew ? known : undefined;
  const isSame =
    before !== undefined &&
    isDeepStrictEqual(readTemplate(before.template), readTemplate(next.template)) &&
    isDeepStrictEqual(before.parameters, next.parameters);
  const isEmpty = isSame && isDeepStrictEqual(before.tags, next.tags);
  const made = isSame
    ? { id: ownId(exchange, name), stackId: before.id }
    : await askMoto(exchange, name, isNew, next, known);
  const stack = before ?? reviewed(exchange, made.stackId, next);
  const changeSet: KeptChangeSet = {
    ...made,
    name,
    stackName: stack.name,
    createdAt: new Date(),
    next,
    changes: isSame ? [] : findChanges(before && versionOf(before), versionOf(next)),
    isEmpty,
    isKnownToMoto: !isSame,
    isExecuted: false,
  };
  memory.changeSets.set(changeSet.id, changeSet);
  return xmlAnswer('CreateChangeSet', { Id: changeSet.id, StackId: stack.id });
}

type Next = KeptChangeSet['next'];

const versionOf = ({ template, parameters }: Pick<Next, 'template' | 'parameters'>) => ({
  template: readTemplate(template),
  parameters,
});

function refuseWrongType(exchange: Exchange, known: KeptStack | undefined, isNew: boolean): void {
  const name = text(exchange, 'StackName');
  const isUnmade = known === undefined || known.status === 'REVIEW_IN_PROGRESS';
  if (isNew && !isUnmade) {
    throw invalid(
      `Stack [${name}] already exists and cannot be created again with the changeSet [${text(exchange, 'ChangeSetName')}].`,
    );
  }
  if (!isNew && isUnmade) throw invalid(`Stack [${name}] does not exist`);
}

function readNext(exchange: Exchange, known: KeptStack | undefined): Next {
  const template = text(exchange, 'TemplateBody') ?? known?.template ?? '';
  if (Buffer.byteLength(template) > LONGEST_BODY) {
    throw invalid("1 validation error detected: Value at 'templateBody' is too long");
  }
  const parsed = readTemplate(template);
  const capabilities = listOf<string>(exchange, 'Capabilities');
  refuseMissingCapability(parsed, capabilities);
  const parameters = readParameters(exchange, known?.parameters);
  refuseParameters(parsed, parameters);
  const roleArn = text(exchange, 'RoleARN');
  return {
    ...prepareTemplate(parsed, {
      stackName: known?.name ?? text(exchange, 'StackName') ?? '',
      place: exchange.place,
      parameters,
      before: known?.body ?? '',
    }),
    template,
    parameters,
    tags: readTags(exchange),
    capabilities,
    ...(roleArn !== undefined && { roleArn }),
  };
}

/** moto makes roles for everyone; CloudFormation asks for a word first. */
function refuseMissingCapability({ Resources }: Template, given: readonly string[]): void {
  const identities = Object.values(Resources).filter(({ Type }) => Type.startsWith('AWS::IAM::'));
  const isNamed = identities.some(({ Properties = {} }) =>
    Object.keys(Properties).some((key) => /^(Role|User|Group|ManagedPolicy)Name$/.test(key)),
  );
  const needed = isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
  const enough = [needed, 'CAPABILITY_NAMED_IAM'];
  if (identities.length > 0 && !given.some((one) => enough.includes(one))) {
    throw new Refusal('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
  }
}

function refuseParameters(
  { Parameters = {} }: Template,
  given: Readonly<Record<string, string>>,
): void {
  const missing = Object.keys(Parameters).filter(
    (key) => !(key in given) && !('Default' in (Parameters[key] ?? {})),
  );
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  const unknown = Object.keys(given).filter((key) => !(key in Parameters));
  if (unknown.length > 0) {
    throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  }
}

/** moto would make a second stack of the name, so what waits for review makes room. */
async function askMoto(
  exchange: Exchange,
  name: string,
  isNew: boolean,
  next: Next,
  known: KeptStack | undefined,
): Promise<{ readonly id: string; readonly stackId: string }> {
  const { moto, memory } = exchange;
  if (isNew && known) {
    await moto.cloudFormation.send(new DeleteStackCommand({ StackName: known.id }));
    for (const [id, { stackId }] of memory.changeSets) {
      if (stackId === known.id) memory.changeSets.delete(id);
    }
  }
  const { Id = '', StackId = '' } = await moto.cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: known?.name ?? text(exchange, 'StackName'),
      ChangeSetName: name,
      ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
      TemplateBody: next.body,
      Capabilities: [...next.capabilities] as Capability[],
      Tags: [...next.tags],
    }),
  );
  return { id: Id, stackId: StackId };
}

const ownId = ({ place }: Exchange, name: string): string =>
  `arn:aws:cloudformation:${place.region}:${place.account}:changeSet/${name}/${randomUUID()}`;

/** A stack that has a change set and nothing else yet. */
function reviewed(exchange: Exchange, id: string, next: Next): KeptStack {
  const { memory } = exchange;
  const name = text(exchange, 'StackName') ?? '';
  const stack: KeptStack = {
    id,
    name,
    status: 'REVIEW_IN_PROGRESS',
    template: '',
    body: '',
    parameters: next.parameters,
    tags: next.tags,
    capabilities: next.capabilities,
    standIns: new Map(),
    isProtected: false,
    createdAt: new Date(),
    events: [],
    drifts: new Map(),
  };
  memory.stacks.set(name, stack);
  setStatus(stack, 'REVIEW_IN_PROGRESS', undefined, 'User Initiated');
  return stack;
}
