import type { HttpAnswer, Protocol } from './protocol.ts';

const json = (status: number, value: unknown, headers = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', ...headers },
  body: JSON.stringify(value),
});

/** AWS JSON 1.1: the operation stands in a header, times are seconds since 1970. */
export const awsJson: Protocol = {
  nameOf: ({ headers }) => headers['x-amz-target']?.split('.').at(-1) ?? '',
  read: ({ body }) => JSON.parse(body.toString() || '{}'),
  write: (output) => json(200, inSeconds(output)),
  fail: ({ code, message, status }) =>
    json(status, { __type: code, message }, { 'x-amzn-errortype': code }),
};

function inSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(inSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inSeconds(inner)]));
}
