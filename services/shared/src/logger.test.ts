import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from './logger.ts';

function logged(entry: object, level?: string): string {
  let text = '';
  const logger = createLogger('demo', level, {
    write(line) {
      text += line;
    },
  });
  logger.info(entry, 'message');
  return text;
}

test('a line is one JSON object with level, time, service and message', () => {
  const { level, time, service, msg, port } = JSON.parse(logged({ port: 1 }));
  assert.deepEqual([level, service, msg, port], ['info', 'demo', 'message', 1]);
  assert.equal(new Date(time).toISOString(), time);
});

test('secrets are blanked, up to two levels down', () => {
  const secrets = { authorization: 'hunter2', cookie: 'hunter2', token: 'hunter2' };
  const text = logged({ ...secrets, headers: secrets, request: { headers: secrets } });
  assert.ok(!text.includes('hunter2'));
  assert.equal(JSON.parse(text).request.headers.token, '[Redacted]');
});

test('what is below the level is not written', () => {
  assert.equal(logged({}, 'warn'), '');
});
