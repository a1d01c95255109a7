import type { CallError } from './observe.ts';

/** What is read of an error of an AWS call. Anything may be thrown, so nothing is taken for granted. */

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export const isNamed = (error: unknown, ...names: readonly string[]): error is Error =>
  error instanceof Error && names.includes(error.name);

/** HTTP status, when AWS answered. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;

/** Request id, by which AWS Support finds the call. */
export const requestIdOf = (error: unknown): string | undefined =>
  (error as { $metadata?: { requestId?: string } } | undefined)?.$metadata?.requestId;

/** `service:Operation` of the call, as IAM would write it but for a few operations. */
export function callOf(error: unknown): string | undefined {
  const { awsCall } = (error ?? {}) as Partial<CallError>;
  return awsCall && `${awsCall.service}:${awsCall.operation}`;
}
