import type { CauseRow } from './causes.ts';

/** Exit codes of a container that was told to stop, as all are when an essential one has ended. */
const STOPPED: ReadonlySet<number> = new Set([0, 137, 143]);

/** ECS puts the proxy of Service Connect into the task under such a name. */
const isProxy = (container: string) => container.startsWith('ecs-service-connect');

const ROUTE =
  'look whether the subnets have a route (a NAT gateway or the VPC endpoint) and the security groups let 443 out';
const EXECUTION = 'look at the execution role in the stack platform';

/**
 * Patterns of what AWS writes, the first that fits counts: what is particular stands above what is
 * general. Sources: Amazon ECS Developer Guide, "Stopped tasks error messages", "CannotPullContainer
 * task errors" and "Service event messages"; public issues that quote them.
 */
export const CAUSES: readonly CauseRow[] = [
  {
    id: 'spot',
    says: 'AWS took the Spot capacity back',
    todo: 'apply again; where that must not happen, set `capacity` to FARGATE for the service',
    reason: /Spot Task was interrupted|SpotInterruption/,
  },
  {
    id: 'capacity',
    says: 'AWS has no Fargate capacity of this size there now',
    todo: 'wait and apply again, or give the environment more availability zones',
    reason: /Capacity is unavailable at this time/i,
  },
  {
    id: 'quota',
    says: 'the account’s Fargate quota is used up',
    todo: 'ask for more: `aws service-quotas request-service-quota-increase --service-code fargate --quota-code L-3032A538 --desired-value N`',
    reason: /reached the limit on the number of (?:tasks|vCPUs)|configuration is above your limit/,
  },
  {
    id: 'addresses',
    says: 'a subnet has no free addresses',
    todo: 'free some, or give the environment a larger network: `aws ec2 describe-subnets --query "Subnets[].[SubnetId,AvailableIpAddressCount]"`',
    reason:
      /InsufficientFreeAddresses|insufficient free addresses|enough (?:free )?(?:IP )?addresses|Create Network Interface with public IP assignment/i,
  },
  {
    id: 'network-interface',
    says: 'EC2 could not make or attach the task’s network interface',
    todo: 'apply again; if it stays, look at tag and service control policies for ec2:CreateNetworkInterface',
    reason:
      /network interface provision|Unexpected EC2 error while attempting|failed to configure ENI/i,
  },
  {
    id: 'role',
    says: 'ECS can’t assume a role of the task',
    todo: 'a role that is seconds old needs a moment: apply again; else look at its trust in ecs-tasks.amazonaws.com (stack platform)',
    reason: /unable to assume (?:the )?role|IAM trust relationship/i,
  },
  {
    id: 'image-platform',
    says: 'the image is built for another processor',
    todo: 'build it for the `architecture` that the service’s config names, and set the new digest',
    reason:
      /descriptor matching platform|find a descriptor for platform|no match(?:ing)? .*platform/,
    line: /exec format error/,
  },
  {
    id: 'ecr-route',
    says: 'the task has no route to Amazon ECR or S3, where images come from',
    todo: `${ROUTE}; without NAT it takes the endpoints ecr.api, ecr.dkr and s3`,
    reason:
      /connection issue between the task and Amazon ECR|CannotPull\w*Error.*(?:i\/o timeout|request canceled|deadline exceeded|context canceled|Check your network)/i,
  },
  {
    id: 'image-missing',
    says: 'the image is not in the registry',
    todo: 'push it, or set the digest of one that is there: `aws ecr describe-images --repository-name NAME`',
    reason:
      /CannotPull\w*Error.*(?:not found|manifest unknown|does not exist(?! or may)|name unknown|\b404\b)/i,
  },
  {
    id: 'image-denied',
    says: 'the task’s execution role may not pull the image',
    todo: `${EXECUTION} and at the repository’s policy: the account of the environment must be in it`,
    reason:
      /CannotPull\w*Error.*(?:denied|not authorized|unauthorized|\b40[13]\b|has the permissions)|not authorized to perform: ecr:/i,
  },
  {
    id: 'image-rate',
    says: 'the registry limits how often images are pulled',
    todo: 'take the image from the environment’s own registry, and apply again',
    reason: /toomanyrequests|pull rate limit/i,
  },
  {
    id: 'image-pull',
    says: 'the image could not be pulled',
    todo: 'look whether its digest is in the registry, then apply again',
    reason: /CannotPull\w*Error/,
  },
  {
    id: 'secret-key',
    says: 'a secret lacks the JSON key that the config names, or is no JSON',
    todo: 'put the key into the secret, or mend `jsonKey` in the config',
    reason: /did not contain json key|invalid character .* (?:looking for|in literal|after)/,
  },
  {
    id: 'secret-missing',
    says: 'a secret that the config names does not exist, or has no value yet',
    todo: 'make it and give it a value: `aws secretsmanager put-secret-value --secret-id ARN --secret-string …`',
    reason: /can[’']t find the specified secret|secret.*ResourceNotFoundException/i,
  },
  {
    id: 'secret-key-policy',
    says: 'the execution role may not decrypt a secret',
    todo: `${EXECUTION} and at the policy of the secret’s KMS key: it takes kms:Decrypt`,
    reason: /Access to KMS is not allowed|not authorized to perform: kms:Decrypt/,
  },
  {
    id: 'secret-denied',
    says: 'the execution role may not read a secret',
    todo: `${EXECUTION}, and at the secret’s own policy; the role reads the secrets that the config names`,
    reason:
      /(?:secret|ssm).*AccessDenied|not authorized to perform: (?:secretsmanager:|ssm:GetParameters)/i,
  },
  {
    id: 'secret-route',
    says: 'the task has no route to Secrets Manager',
    todo: `${ROUTE}; without NAT it takes the endpoint secretsmanager`,
    reason:
      /connection issue between the task and AWS (?:Secrets Manager|Systems Manager)|unable to (?:retrieve|pull) secrets?.*(?:deadline exceeded|RequestCanceled|i\/o timeout|signal: killed)/i,
  },
  {
    id: 'log-group',
    says: 'the log group is not there',
    todo: 'apply the stacks again: `npx tsx generator drift` tells whether somebody deleted it',
    reason: /log group does not exist|awslogs-\w+ is required/i,
  },
  {
    id: 'log-denied',
    says: 'the execution role may not write to the log group',
    todo: EXECUTION,
    reason: /not authorized to perform: logs:/i,
  },
  {
    id: 'log-route',
    says: 'the task has no route to CloudWatch Logs',
    todo: `${ROUTE}; without NAT it takes the endpoint logs`,
    reason:
      /connection issue between the task and Amazon CloudWatch|validate logger args.*(?:signal: killed|i\/o timeout|deadline exceeded)/i,
  },
  {
    id: 'service-connect',
    says: 'the Service Connect proxy beside the container did not become healthy',
    todo: 'give the task more memory or CPU (the proxy takes 256 CPU units and 64 MiB); without NAT it takes the endpoints ecs, ecs-agent and ecs-telemetry',
    reason: /ecs-service-connect|Service ?Connect|AppNet/i,
    exit: ({ container, code }) => isProxy(container) && !STOPPED.has(code),
  },
  {
    id: 'memory',
    says: 'it used more memory than the task has',
    todo: 'raise `memory` of the service in the config, or find what holds the memory',
    reason: /OutOfMemory|memory usage/i,
    line: /JavaScript heap out of memory/,
  },
  {
    id: 'disk',
    says: 'the task’s disk is full',
    todo: 'make the image smaller: Fargate gives 20 GiB to image and files together',
    reason: /no space left on device/i,
    line: /ENOSPC|no space left on device/i,
  },
  {
    id: 'command',
    says: 'the container’s command can’t be started',
    todo: 'look at `command` in the config and at what is in the image',
    reason:
      /executable file not found|exec: .*(?:no such file|permission denied)|CannotStart\w*Error/,
    exit: ({ code }) => code === 126 || code === 127,
  },
  {
    id: 'health-check',
    says: 'its health check fails, so ECS stopped it',
    todo: 'the log says why it can’t serve; if it only starts slowly, raise `health.startPeriod`',
    reason: /failed container health checks|due to an unhealthy status/i,
  },
  {
    id: 'load-balancer',
    says: 'the load balancer’s health check fails, so ECS stopped it',
    todo: 'look at `health.path` and whether the security group lets the load balancer in',
    reason: /failed ELB health checks|is unhealthy in \(?target-group/i,
  },
  {
    id: 'percentages',
    says: 'the deployment’s percentages leave no room to start or stop a task',
    todo: 'raise `maximumPercent` or lower `minimumHealthyPercent` where the service’s file gets them from',
    reason: /because of the service deployment configuration/,
  },
  {
    id: 'throttled',
    says: 'AWS slows the service down, as there are too many calls in this account',
    todo: 'wait and apply again',
    reason: /operations are being throttled|Rate limit exceeded/i,
  },
  {
    id: 'infrastructure',
    says: 'AWS stopped it for its own maintenance or by an error inside AWS',
    todo: 'apply again; if it stays, look at https://health.aws.amazon.com',
    reason:
      /Internal ?Error|TerminationNotice|InfrastructureHealth|Timeout waiting for EphemeralStorage/i,
  },
  {
    id: 'start',
    says: 'ECS could not prepare the task',
    todo: 'its reason says what failed; the guide troubleshooting.md has more',
    reason: /ResourceInitializationError/,
  },
  {
    id: 'crashed',
    says: 'the process ended with an error of its own',
    todo: 'the last lines of its log say which',
    exit: ({ code }) => !STOPPED.has(code),
  },
  {
    id: 'killed',
    says: 'it was killed: by want of memory, or because it did not end when asked to',
    todo: 'raise `memory` of the service, or see in the log what it was doing',
    exit: ({ container, code }) => code === 137 && !isProxy(container),
  },
  {
    id: 'ended',
    says: 'the process ended by itself, without an error; a service must not',
    todo: 'look at `command` in the config and at the end of the log',
    exit: ({ container }) => !isProxy(container),
  },
];
