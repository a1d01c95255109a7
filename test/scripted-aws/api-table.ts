import * as acmSdk from '@aws-sdk/client-acm';
import * as scalingSdk from '@aws-sdk/client-application-auto-scaling';
import * as bedrockSdk from '@aws-sdk/client-bedrock';
import * as cloudFormationSdk from '@aws-sdk/client-cloudformation';
import * as logsSdk from '@aws-sdk/client-cloudwatch-logs';
import * as ec2Sdk from '@aws-sdk/client-ec2';
import * as ecrSdk from '@aws-sdk/client-ecr';
import * as ecsSdk from '@aws-sdk/client-ecs';
import * as kmsSdk from '@aws-sdk/client-kms';
import * as secretsSdk from '@aws-sdk/client-secrets-manager';
import * as quotasSdk from '@aws-sdk/client-service-quotas';
import * as stsSdk from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Handlers } from './handlers.ts';
import { awsJson } from './protocols/json.ts';
import type { Operation, Protocol } from './protocols/protocol.ts';
import { ec2Query, query } from './protocols/query.ts';
import { restJson } from './protocols/rest-json.ts';
import { cloudFormation } from './services/cloud-formation/handlers.ts';
import { ec2 } from './services/ec2.ts';
import { ecr } from './services/ecr.ts';
import { ecs } from './services/ecs/handlers.ts';
import { logs } from './services/logs.ts';
import { acm, bedrock, kms, secretsManager, serviceQuotas, sts } from './services/lookups.ts';
import { scaling } from './services/scaling.ts';

/** One service of AWS. */
export interface Api {
  readonly protocol: Protocol;
  readonly handlers: Handlers;
  /** The SDK's package, which describes its operations. */
  readonly sdk: object;
}

const bedrockPaths = restJson([
  {
    name: 'GetInferenceProfile',
    method: 'GET',
    path: /^\/inference-profiles\/(?<inferenceProfileIdentifier>.+)$/,
  },
  {
    name: 'GetFoundationModelAvailability',
    method: 'GET',
    path: /^\/foundation-model-availability\/(?<modelId>.+)$/,
  },
]);

/** By the name that requests are signed for. S3 speaks a language of its own and is not here. */
export const APIS: Readonly<Record<string, Api>> = {
  'application-autoscaling': { protocol: awsJson, handlers: scaling, sdk: scalingSdk },
  acm: { protocol: awsJson, handlers: acm, sdk: acmSdk },
  bedrock: { protocol: bedrockPaths, handlers: bedrock, sdk: bedrockSdk },
  cloudformation: { protocol: query, handlers: cloudFormation, sdk: cloudFormationSdk },
  ec2: { protocol: ec2Query, handlers: ec2, sdk: ec2Sdk },
  ecr: { protocol: awsJson, handlers: ecr, sdk: ecrSdk },
  ecs: { protocol: awsJson, handlers: ecs, sdk: ecsSdk },
  kms: { protocol: awsJson, handlers: kms, sdk: kmsSdk },
  logs: { protocol: awsJson, handlers: logs, sdk: logsSdk },
  secretsmanager: { protocol: awsJson, handlers: secretsManager, sdk: secretsSdk },
  servicequotas: { protocol: awsJson, handlers: serviceQuotas, sdk: quotasSdk },
  sts: { protocol: query, handlers: sts, sdk: stsSdk },
};

/** How the SDK describes an operation: `[9, namespace, name, traits, input, output]`. */
export function operationOf({ sdk }: Api, name: string): Operation {
  const described = (sdk as Readonly<Record<string, readonly unknown[]>>)[`${name}$`];
  if (!described) throw new Error(`the SDK knows no operation ${name}`);
  const schema = (at: number) => NormalizedSchema.of(described[at] as never);
  return { name, input: schema(4), output: schema(5) };
}
