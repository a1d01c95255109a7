import type { IncomingHttpHeaders } from 'node:http';
import { s3Operation } from './s3-operation.ts';

/** A request as it came over the wire, and what it asks for. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Signing name of the service, such as `ecs`. */
  readonly service: string;
  readonly operation: string;
  /** What was sent, for services that speak JSON or forms; REST ones have it in path and headers. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Reads which operation a request asks for, in the protocols that this repository's clients speak. */
export function readRequest(
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): WireRequest {
  const [, service = 'unknown'] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  const base = { method, path, headers, body, service };
  const target = String(headers['x-amz-target'] ?? '');
  if (target) {
    const input = JSON.parse(body.toString() || '{}') as Record<string, unknown>;
    return { ...base, operation: target.split('.').at(-1) ?? target, input };
  }
  if (String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    const { Action = '', Version: _, ...input } = readForm(body.toString());
    return { ...base, operation: String(Action), input };
  }
  const read = service === 's3' ? s3Operation : restOperation;
  return { ...base, operation: read(method, path), input: {} };
}

/** A form's `Tags.member.1.Key=…` as lists and maps. */
export function readForm(text: string): Record<string, unknown> {
  const form: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = name.split('.');
    let at = form;
    for (const key of keys.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[keys.at(-1) ?? name] = value;
  }
  return asLists(form) as Record<string, unknown>;
}

function asLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { member, ...rest } = value as Record<string, unknown>;
  if (typeof member === 'object' && member !== null && Object.keys(rest).length === 0) {
    return Object.values(member).map(asLists);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asLists(inner)]));
}

/** Bedrock's paths; others are told by method and path. */
const REST: readonly (readonly [method: string, path: RegExp, operation: string])[] = [
  ['GET', /^\/inference-profiles\/[^/?]+$/, 'GetInferenceProfile'],
  ['GET', /^\/foundation-model-availability\/[^/?]+$/, 'GetFoundationModelAvailability'],
  ['GET', /^\/foundation-models\/[^/?]+$/, 'GetFoundationModel'],
];

const restOperation = (method: string, path: string): string =>
  REST.find(([verb, form]) => verb === method && form.test(path))?.[2] ?? `${method} ${path}`;
