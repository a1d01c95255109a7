import { z } from 'zod';

/** What the local runner reads of the rendered files. Members that only AWS needs are left aside. */

const port = z.int().min(1).max(65_535);

export const manifestSchema = z.object({
  project: z.string(),
  environment: z.string(),
  target: z.string(),
  region: z.string().min(1),
  phases: z.array(z.object({ phase: z.string(), steps: z.array(z.unknown()) })),
});

export const seedStepsSchema = z.array(
  z.object({ bucket: z.string(), key: z.string(), source: z.string() }),
);

export const serviceStepsSchema = z.array(
  z.object({
    service: z.string(),
    dependsOn: z.array(z.string()),
    exposure: z.string(),
    source: z.string(),
    taskDefinition: z.string(),
    serviceConnect: z.string().optional(),
  }),
);

/** Defaults are those of Amazon ECS (API reference, HealthCheck); all times in seconds. */
const healthCheckSchema = z.object({
  command: z.array(z.string()).min(2),
  interval: z.number().positive().default(30),
  timeout: z.number().positive().default(5),
  retries: z.int().min(1).default(3),
  startPeriod: z.number().min(0).default(0),
});

export type HealthCheck = z.output<typeof healthCheckSchema>;

const containerSchema = z.object({
  entryPoint: z.array(z.string()).default([]),
  command: z.array(z.string()).default([]),
  environment: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  secrets: z.array(z.object({ name: z.string() })).default([]),
  portMappings: z.array(z.object({ name: z.string().optional(), containerPort: port })).default([]),
  healthCheck: healthCheckSchema.optional(),
  /** Seconds; without it ECS waits 30. */
  stopTimeout: z.number().min(0).default(30),
});

export const taskDefinitionSchema = z.object({
  containerDefinitions: z.tuple([containerSchema]),
});

/** Service Connect's own defaults for HTTP: 300 s without a byte, 15 s a request. Zero is no limit. */
const timeoutSchema = z.object({
  idleTimeoutSeconds: z.number().min(0).default(300),
  perRequestTimeoutSeconds: z.number().min(0).default(15),
});

export const serviceConnectSchema = z.object({
  enabled: z.boolean(),
  namespace: z.string().optional(),
  services: z
    .array(
      z.object({
        portName: z.string(),
        discoveryName: z.string().optional(),
        clientAliases: z.array(z.object({ port, dnsName: z.string().optional() })).default([]),
        timeout: timeoutSchema.prefault({}),
      }),
    )
    .default([]),
});

export type ServiceConnect = z.output<typeof serviceConnectSchema>;
