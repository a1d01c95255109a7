import { ACMClient } from '@aws-sdk/client-acm';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient } from '@aws-sdk/client-sts';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { type Clock, systemClock } from './clock.ts';
import { type ObserveCall, observed } from './observe.ts';

/** How calls are made. Endpoint and credentials are the SDK's to find, by its environment variables. */
export interface AwsOptions {
  /** Is told of every call. */
  readonly observe?: ObserveCall;
  readonly clock?: Clock;
  /** Milliseconds before an attempt, the first retry being 1. */
  readonly retryDelay?: (attempt: number) => number;
}

/** Attempts at one call: throttled accounts take more than the SDK's three. */
const MAX_ATTEMPTS = 8;

/** Doubles from 100 ms to 20 s, with up to a quarter taken off at random, so that callers do not keep step. */
const usualDelay = (attempt: number) =>
  Math.min(100 * 2 ** attempt, 20_000) * (1 - Math.random() / 4);

/** The clients of one account and Region, and the time. Each client is made when it is first used. */
export type Aws = ReturnType<typeof makeAws>;

export function makeAws(region: string, options: AwsOptions = {}) {
  const { observe = () => {}, clock = systemClock, retryDelay = usualDelay } = options;
  const config = (of: string) => ({
    region: of,
    retryStrategy: new ConfiguredRetryStrategy(MAX_ATTEMPTS, retryDelay),
    // A call that hangs must end while somebody still watches.
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 60_000 },
  });
  const made = new Map<string, unknown>();
  type Observable = Parameters<typeof observed>[0];
  const once = <Client extends Observable>(
    service: string,
    Class: new (settings: ReturnType<typeof config>) => Client,
    of = region,
  ): Client => {
    const key = `${service} ${of}`;
    if (!made.has(key)) made.set(key, observed(new Class(config(of)), service, of, observe));
    return made.get(key) as Client;
  };
  return {
    region,
    clock,
    get cloudFormation() {
      return once('cloudformation', CloudFormationClient);
    },
    get ecs() {
      return once('ecs', ECSClient);
    },
    get s3() {
      return once('s3', S3Client);
    },
    get scaling() {
      return once('application-autoscaling', ApplicationAutoScalingClient);
    },
    get logs() {
      return once('logs', CloudWatchLogsClient);
    },
    get secretsManager() {
      return once('secretsmanager', SecretsManagerClient);
    },
    get keys() {
      return once('kms', KMSClient);
    },
    get sts() {
      return once('sts', STSClient);
    },
    get bedrock() {
      return once('bedrock', BedrockClient);
    },
    get quotas() {
      return once('servicequotas', ServiceQuotasClient);
    },
    get certificates() {
      return once('acm', ACMClient);
    },
    get ec2() {
      return once('ec2', EC2Client);
    },
    /** Images may stand in the registry of another Region. */
    ecr: (of: string) => once('ecr', ECRClient, of),
  };
}
