import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import * as acm from '@aws-sdk/client-acm';
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as bedrock from '@aws-sdk/client-bedrock';
import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as quotas from '@aws-sdk/client-service-quotas';
import * as sts from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';
import { compareWithSchema } from '../../generator/check/ecs/sdk-schema.ts';
import type { AwsCall } from '../../generator/deploy/aws/observe.ts';
import { runTool } from '../support/outside-tool.ts';

export type SentRequest = Pick<AwsCall, 'service' | 'operation' | 'input'>;

/** A service as this repository calls it: its client, and botocore's name for it. */
const SERVICES: Readonly<Record<string, readonly [client: object, botocore: string]>> = {
  acm: [acm, 'acm'],
  'application-autoscaling': [scaling, 'application-autoscaling'],
  bedrock: [bedrock, 'bedrock'],
  cloudformation: [cloudFormation, 'cloudformation'],
  ec2: [ec2, 'ec2'],
  ecr: [ecr, 'ecr'],
  ecs: [ecs, 'ecs'],
  kms: [kms, 'kms'],
  logs: [logs, 'logs'],
  s3: [s3, 's3'],
  secretsmanager: [secretsManager, 'secretsmanager'],
  servicequotas: [quotas, 'service-quotas'],
  sts: [sts, 'sts'],
};

/** What botocore says of requests that are right, and why. */
const KNOWN_BETTER: readonly (readonly [operation: RegExp, says: RegExp, reason: string])[] = [
  [
    /^ecs:(Create|Update)ExpressGatewayService$/,
    /Unknown parameter in input: "taskDefinitionArn"|Missing required parameter in input: "(executionRoleArn|primaryContainer)"/,
    'botocore 1.43 does not know the member, which takes the place of those that it asks for',
  ],
];

/** Fails with every request that the SDK's schemas or botocore's validator find wrong. */
export async function assertValidRequests(
  t: TestContext,
  requests: readonly SentRequest[],
): Promise<void> {
  assert.ok(requests.length > 0, 'there are requests to check');
  assert.deepEqual(findBySchema(requests), []);
  assert.deepEqual(findByBotocore(t, requests) ?? [], []);
}

/** What the SDK's own schemas find. The SDK itself drops unknown members silently. */
export function findBySchema(requests: readonly SentRequest[]): string[] {
  return unique(requests).flatMap((request) =>
    compareWithSchema(inputSchema(request), request.input, []).map(
      ({ message }) => `${nameOf(request)}: ${message}`,
    ),
  );
}

const nameOf = ({ service, operation }: SentRequest): string => `${service}:${operation}`;

/** An operation's schema is `[9, namespace, name, traits, input, output]`. */
function inputSchema(request: SentRequest): NormalizedSchema {
  const [client] = SERVICES[request.service] ?? [];
  const operation = (client as Record<string, unknown[]> | undefined)?.[`${request.operation}$`];
  if (!operation) throw new Error(`no schema of ${nameOf(request)}`);
  const input = operation[4] as Parameters<typeof NormalizedSchema.of>[0];
  return NormalizedSchema.of(input);
}

/** Reads cases from standard input and prints a line for each mistake. */
const VALIDATE = `
import base64, datetime, json, sys
from botocore.session import get_session
from botocore.validate import ParamValidator

def revive(value):
    if set(value) == {'$bytes'}: return base64.b64decode(value['$bytes'])
    if set(value) == {'$time'}: return datetime.datetime.fromisoformat(value['$time'].replace('Z', '+00:00'))
    return value

session, models, found = get_session(), {}, []
for case in json.load(sys.stdin, object_hook=revive):
    name = case['api']
    if name not in models: models[name] = session.get_service_model(name)
    shape = models[name].operation_model(case['operation']).input_shape
    report = ParamValidator().validate(case['input'], shape) if shape else None
    for line in report.generate_report().splitlines() if report and report.has_errors() else []:
        found.append([case['name'], line])
print(json.dumps(found))
`;

/** What botocore finds; nothing where there is no botocore, and then the test says so. */
export function findByBotocore(
  t: TestContext,
  requests: readonly SentRequest[],
): string[] | undefined {
  const cases = unique(requests).map((request) => ({
    name: nameOf(request),
    api: SERVICES[request.service]?.[1],
    operation: request.operation,
    input: asJson(request.input),
  }));
  const python = ['python3', '-c'] as const;
  const found = runTool(
    t,
    [...python, 'import botocore'],
    [...python, VALIDATE],
    JSON.stringify(cases),
  );
  if (found === undefined) return undefined;
  return (JSON.parse(found) as [string, string][])
    .filter(([name, says]) => !isKnownBetter(name, says))
    .map(([name, says]) => `${name}: ${says}`);
}

const isKnownBetter = (name: string, says: string): boolean =>
  KNOWN_BETTER.some(([operation, known]) => operation.test(name) && known.test(says));

/** Bytes and times become what Python reads them back from; members without a value are not sent. */
function asJson(value: unknown): unknown {
  if (value instanceof Date) return { $time: value.toISOString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, asJson(inner)]),
  );
}

/** Requests that differ; most are polls. */
function unique(requests: readonly SentRequest[]): SentRequest[] {
  const byText = new Map(
    requests.map((request) => [
      `${nameOf(request)} ${JSON.stringify(asJson(request.input))}`,
      request,
    ]),
  );
  return [...byText.values()];
}
