import type { EcsKind } from '../../wiring/ecs-input.ts';

/** How a member may be spelled. */
export interface NamePattern {
  readonly of: EcsKind;
  /** Where it stands; see `valuesAt`. */
  readonly member: string;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly inWords: string;
}

const LETTERS = {
  pattern: /^[A-Za-z0-9_-]{1,255}$/,
  inWords: '1 to 255 letters, digits, hyphens and underscores',
};
const PORT_NAME = {
  pattern: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
  inWords:
    '1 to 64 lower-case letters, digits, hyphens and underscores, not beginning with a hyphen',
};
const DNS_NAME = {
  pattern: /^[a-z0-9_.][a-z0-9_.-]{0,126}$/,
  inWords:
    '1 to 127 lower-case letters, digits, hyphens, underscores and periods, not beginning with a hyphen',
};
const VARIABLE = {
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
  inWords: 'letters, digits and underscores, not beginning with a digit',
};
const CLUSTER = {
  pattern: /^(arn:|stack-output:\/\/)\S+$|^[A-Za-z0-9_-]{1,255}$/,
  inWords: '1 to 255 letters, digits, hyphens and underscores, or an ARN',
};
const POLICY = { pattern: /^[\x20-\x7e]{1,256}$/, inWords: '1 to 256 printable characters' };

/** Alphabets and lengths (API reference, at each member). */
export const namePatterns: readonly NamePattern[] = [
  { of: 'task-definition', member: 'family', ...LETTERS },
  { of: 'task-definition', member: 'volumes.*.name', ...LETTERS },
  { of: 'task-definition', member: 'containerDefinitions.*.name', ...LETTERS },
  { of: 'task-definition', member: 'containerDefinitions.*.portMappings.*.name', ...PORT_NAME },
  { of: 'task-definition', member: 'containerDefinitions.*.environment.*.name', ...VARIABLE },
  { of: 'task-definition', member: 'containerDefinitions.*.secrets.*.name', ...VARIABLE },
  { of: 'service', member: 'serviceName', ...LETTERS },
  { of: 'service', member: 'cluster', ...CLUSTER },
  { of: 'express-service', member: 'serviceName', ...LETTERS },
  { of: 'express-service', member: 'cluster', ...CLUSTER },
  { of: 'service-connect', member: 'services.*.discoveryName', ...PORT_NAME },
  { of: 'service-connect', member: 'services.*.clientAliases.*.dnsName', ...DNS_NAME },
  { of: 'scaling', member: 'policies.*.PolicyName', ...POLICY },
];
