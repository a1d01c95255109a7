import { z } from 'zod';
import { CPU_UNITS } from './fargate-sizes.ts';
import { grants } from './grants.ts';

/** Tasks of one service (ECS endpoints and quotas, "Tasks per service"). */
const MOST_TASKS = 5_000;

const percent = z.int().min(1, 'at least 1').max(100, 'at most 100');
const seconds = (min: number, max: number) =>
  z.int().min(min, `at least ${min} seconds`).max(max, `at most ${max} seconds`);
const environmentName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'upper-case letters, digits and _, as environment variables are');
const secretArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$/,
    'the full ARN of a Secrets Manager secret, with its six-character suffix',
  );

export const iamAction = z
  .string()
  .regex(/^[a-z0-9-]+:[A-Za-z*]+$/, 'an IAM action such as s3:GetObject');

const statement = z.strictObject({
  actions: z.array(iamAction).min(1).describe('IAM actions'),
  resources: z.array(z.string()).min(1).describe('ARNs; may hold `${…}` references'),
});

/** What every service has after all layers. */
export const service = z.strictObject({
  image: z
    .strictObject({
      digest: z
        .string()
        .regex(
          /^sha256:[0-9a-f]{64}$/,
          'an image digest, sha256: and 64 hexadecimal digits; a tag such as latest can move to another image',
        )
        .optional()
        .describe(
          'Digest of the image in the registry. Without one the service is rendered but not deployed',
        ),
    })
    .describe(
      'Image in the repository `<project>/<service>` of the registry, by digest: `image: {digest: "sha256:…"}`',
    ),
  cpu: z
    .literal(CPU_UNITS)
    .describe('CPU units of a task; 1024 is one vCPU. Count 256 for the Service Connect proxy'),
  memory: z.int().min(512).max(122_880).describe('Memory of a task in MiB'),
  architecture: z.enum(['X86_64', 'ARM64']).describe('CPU architecture of the image'),
  port: z.int().min(1).max(65_535).describe('Port on which the container listens, 1024 or higher'),
  command: z
    .array(z.string().min(1))
    .min(1)
    .describe('Command of the container, as an argument list'),
  user: z
    .string()
    .regex(/^[1-9]\d*:[1-9]\d*$/, 'a numeric uid:gid other than root')
    .describe('User and group of the process'),
  desired: z.int().min(0).max(MOST_TASKS).describe('Tasks to start with'),
  capacity: z.enum(['FARGATE', 'FARGATE_SPOT']).describe('Capacity provider'),
  connectsTo: z
    .array(z.string())
    .describe('Services that this one calls. Opens their security groups and starts them first'),
  exposure: z
    .strictObject({
      mode: z
        .enum(['internal', 'express'])
        .describe(
          'internal: Service Connect only. express: an ECS Express Mode gateway with HTTPS, open to the internet',
        ),
    })
    .describe('How the service is reached besides Service Connect'),
  scaling: z
    .strictObject({
      min: z.int().min(0).max(MOST_TASKS).describe('Fewest tasks'),
      max: z.int().min(1).max(MOST_TASKS).describe('Most tasks'),
      targets: z
        .array(
          z.strictObject({
            metric: z.enum(['cpu', 'memory']).describe('What is measured, over all tasks'),
            value: percent.describe('Percent to hold'),
          }),
        )
        .length(1, 'exactly one target')
        .describe('What to hold by starting and stopping tasks'),
    })
    .optional()
    .describe('Automatic scaling; exposure `express` needs it'),
  sessions: z
    .enum(['none', 'memory'])
    .describe(
      'none: any task can answer any request. memory: what a visitor said lives in one task, so there can be only one',
    ),
  environment: z
    .record(environmentName, z.union([z.string(), z.number(), z.boolean()]))
    .describe('Environment variables; may hold `${…}` references'),
  secrets: z
    .record(
      environmentName,
      z.strictObject({
        arn: secretArn
          .optional()
          .describe('Secrets Manager ARN; the local target reads .env.local instead'),
        jsonKey: z
          .string()
          .regex(/^[\w.-]+$/, 'letters, digits, dots, - and _')
          .optional()
          .describe('Key inside a JSON secret'),
      }),
    )
    .describe('Environment variables whose values come from AWS Secrets Manager'),
  permissions: z
    .strictObject({
      grants: z.array(z.enum(Object.keys(grants) as [keyof typeof grants])).describe(
        `Named grants: ${Object.entries(grants)
          .map(([grant, what]) => `${grant} (${what})`)
          .join(', ')}`,
      ),
      statements: z.array(statement).describe('Raw IAM statements beside the grants'),
    })
    .describe('What the task role allows'),
  health: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[\w./-]*$/, 'a path such as /readyz')
        .describe('Path that answers 200 when the service can serve'),
      interval: seconds(5, 300).describe('Seconds between checks'),
      timeout: seconds(2, 60).describe('Seconds until a check counts as failed'),
      retries: z.int().min(1).max(10).describe('Failed checks until the task is replaced'),
      startPeriod: seconds(0, 300).describe(
        'Seconds after start in which failures do not count; at least one interval',
      ),
    })
    .describe('Container health check'),
  stopTimeout: seconds(2, 120).describe('Seconds between SIGTERM and SIGKILL'),
});

export type ServiceConfig = z.output<typeof service>;
