import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAUSES } from './cause-table.ts';
import { causeOf, type Evidence } from './causes.ts';

const ECR = '111111111111.dkr.ecr.us-west-2.amazonaws.com/shop/search';
const SECRET = 'arn:aws:secretsmanager:us-west-2:111111111111:secret:shop/token-AbCdEf';
const PULL = 'CannotPullContainerError: pull image manifest has been retried 7 time(s): ';
const SECRETS = 'ResourceInitializationError: unable to pull secrets or registry auth: ';
const ASM = `${SECRETS}execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): `;
const USER =
  'User: arn:aws:sts::111111111111:assumed-role/shop-dev-exec/0af83be1 is not authorized to perform: ';
const LOGGER = 'ResourceInitializationError: failed to validate logger args: ';
const STREAM = `${LOGGER}create stream has been retried 1 times: failed to create Cloudwatch log stream: `;

/** Sentences as AWS writes them, quoted from its guide and from public issues, and whose cause they are. */
const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  spot: ['Your Spot Task was interrupted.'],
  capacity: [
    '(service search) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  ],
  quota: [
    "(service search) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.",
    'You’ve reached the limit on the number of tasks you can run concurrently',
    '(service search) was unable to place a task. Reason: The requested MEMORY configuration is above your limit.',
  ],
  addresses: [
    "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-0a1b': InsufficientFreeAddressesInSubnet",
    "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0a1b'",
  ],
  'network-interface': [
    'Timeout waiting for network interface provisioning to complete.',
    'Network interface provision complete error timeout wait for network interface provision.',
    'Unexpected EC2 error while attempting to tag the network interface: TagPolicyViolation',
    'ResourceInitializationError: failed to configure ENI: failed to setup regular eni: netplugin failed with no error message',
  ],
  role: [
    "(service search) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111111111111:role/shop-dev-task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
    'IAM trust relationship has been misconfigured or changed, and ECS can no longer maintain your service',
  ],
  'image-platform': [
    `${PULL}image Manifest does not contain descriptor matching platform 'linux/amd64'`,
    'CannotPullContainerError: failed to find a descriptor for platform {linux/amd64}',
  ],
  'ecr-route': [
    `${SECRETS}The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api.ecr.us-west-2.amazonaws.com/": dial tcp 44.213.79.104:443: i/o timeout.`,
    `${PULL}failed to resolve ref ${ECR}@sha256:0a: failed to do request: Head "https://${ECR}": dial tcp 44.205.64.79:443: i/o timeout`,
    `CannotPullContainerError: The task cannot pull '${ECR}' from the Amazon ECR repository '${ECR}'. There is a connection issue between the task and Amazon ECR. Check your task network configuration.`,
    'CannotPullContainerError: context canceled',
  ],
  'image-missing': [
    `${PULL}failed to resolve ref ${ECR}@sha256:0a: not found.`,
    'CannotPullContainerError: Error response from daemon: manifest unknown: Requested image not found',
  ],
  'image-denied': [
    `CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to pull images from the registry. Error response from daemon: pull access denied for ${ECR}, repository does not exist or may require 'docker login': denied: ${USER}ecr:BatchGetImage on resource: arn:aws:ecr:us-west-2:111111111111:repository/shop/search because no identity-based policy allows the ecr:BatchGetImage action`,
    `${SECRETS}execution resource retrieval failed: unable to get registry auth from ECR: AccessDeniedException: ${USER}ecr:GetAuthorizationToken on resource: *`,
  ],
  'image-rate': [
    'CannotPullContainerError: Error response from daemon: toomanyrequests: You have reached your pull rate limit.',
  ],
  'image-pull': [
    'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReaderSeeker: failed open: unexpected status code',
  ],
  'secret-key': [
    `${ASM}retrieved secret from Secrets Manager did not contain json key TOKEN`,
    `(service search) was unable to place a task. Reason: ${SECRETS}invalid character 'p' in literal true (expecting 'r').`,
  ],
  'secret-missing': [
    `${ASM}failed to fetch secret ${SECRET} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
  ],
  'secret-key-policy': [
    `${ASM}failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: Access to KMS is not allowed status code: 400, request id: a87a66d9-f839-4353-b8c2-9984b1465695`,
  ],
  'secret-denied': [
    `${ASM}failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: ${USER}secretsmanager:GetSecretValue on resource: ${SECRET} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
    `${SECRETS}execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: ${USER}ssm:GetParameters`,
  ],
  'secret-route': [
    `${SECRETS}unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. failed to fetch secret ${SECRET} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded.`,
    `${SECRETS}execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret ${SECRET} from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.`,
  ],
  'log-group': [
    `${STREAM}ResourceNotFoundException: The specified log group does not exist. : exit status 1`,
    `${LOGGER}unable to get awslogs driver arguments: awslogs-region is required`,
  ],
  'log-denied': [
    `${STREAM}AccessDeniedException: ${USER}logs:CreateLogStream on resource: arn:aws:logs:us-west-2:111111111111:log-group:/ecs/shop-dev/search:log-stream:x because no identity-based policy allows it`,
  ],
  'log-route': [
    `${LOGGER}The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. signal: killed`,
  ],
  'service-connect': [
    'ecs-service-connect-oRK9o: Task failed container health checks',
    'Envoy readiness check failed: AppNet Agent gave up',
  ],
  memory: ['OutOfMemoryError: Container killed due to memory usage'],
  disk: ['failed to register layer: write /usr/lib/x: no space left on device'],
  command: [
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nod": executable file not found in $PATH: unknown',
  ],
  'health-check': [
    'Task failed container health checks',
    'Amazon ECS replaced 1 tasks due to an unhealthy status.',
  ],
  'load-balancer': [
    'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-west-2:111111111111:targetgroup/a/b)',
    '(service search) (task 0a1b) (port 8080) is unhealthy in (target-group arn:aws:elasticloadbalancing:us-west-2:1:targetgroup/a/b) due to (reason Request timed out).',
  ],
  percentages: [
    '(service search) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
  ],
  throttled: ['(service search) operations are being throttled. Will try again later.'],
  infrastructure: [
    '(service search) was unable to place a task. Reason: Internal error.',
    'Timeout waiting for EphemeralStorage provisioning to complete.',
  ],
  start: ['ResourceInitializationError: failed to do something new'],
};

const nothing: Evidence = { reasons: [], exits: [], lines: [] };
const exited = (code: number, container = 'main'): Evidence => ({
  ...nothing,
  stopCode: 'EssentialContainerExited',
  reasons: ['Essential container in task exited'],
  exits: [{ container, code }],
});

test('every sentence that AWS writes leads to its own cause', () => {
  for (const [id, sentences] of Object.entries(SENTENCES)) {
    for (const sentence of sentences) {
      assert.equal(causeOf({ ...nothing, reasons: [sentence] })?.id, id, sentence);
    }
  }
});

test('every cause that is told by a sentence has one here', () => {
  const told = CAUSES.filter(({ reason }) => reason).map(({ id }) => id);
  assert.deepEqual(Object.keys(SENTENCES).sort(), told.sort());
});

test('an exit code tells where nothing else does', () => {
  assert.equal(causeOf(exited(1))?.id, 'crashed');
  assert.equal(causeOf(exited(0))?.id, 'ended');
  assert.equal(causeOf(exited(127))?.id, 'command');
  assert.equal(causeOf(exited(137))?.id, 'killed');
  assert.equal(causeOf(exited(1, 'ecs-service-connect-oRK9o'))?.id, 'service-connect');
});

test('who ended first is told from who was stopped with it', () => {
  const both = (main: number, proxy: number) => ({
    ...exited(main),
    exits: [
      { container: 'ecs-service-connect-oRK9o', code: proxy },
      { container: 'main', code: main },
    ],
  });
  assert.equal(causeOf(both(1, 137))?.id, 'crashed');
  assert.equal(causeOf(both(0, 0))?.id, 'ended');
  assert.equal(causeOf(both(143, 1))?.id, 'service-connect');
});

test('a container killed for memory, or after failing checks, is told by the reason and not by 137', () => {
  const killed = exited(137);
  const oom = [...killed.reasons, 'OutOfMemoryError: Container killed due to memory usage'];
  assert.equal(causeOf({ ...killed, reasons: oom })?.id, 'memory');
  const unhealthy = ['Task failed container health checks'];
  assert.equal(causeOf({ ...killed, reasons: unhealthy })?.id, 'health-check');
});

test('the log tells what AWS does not see', () => {
  const lines = ['exec /usr/local/bin/node: exec format error'];
  assert.equal(causeOf({ ...exited(1), lines })?.id, 'image-platform');
  const heap = [
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  ];
  assert.equal(causeOf({ ...exited(134), lines: heap })?.id, 'memory');
});

test('a stop code is told like a reason, and nothing leads to nothing', () => {
  assert.equal(causeOf({ ...nothing, stopCode: 'SpotInterruption' })?.id, 'spot');
  assert.equal(causeOf({ ...nothing, stopCode: 'UserInitiated' }), undefined);
  assert.equal(causeOf(nothing), undefined);
});
