import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formOf, isToldByName, looksRandom, secretForms } from './secret-values.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: string[]) => parts.join('');
const x = (count: number) => 'x1'.repeat(count / 2);

const EXAMPLES: Readonly<Record<string, string>> = {
  'an AWS access key id': made('AK', 'IAIOSFODNN7EXAMPLE'),
  'a private key': made('-----BEGIN RSA ', 'PRIVATE KEY-----\nabc'),
  'a GitHub token': made('gh', 'p_', x(36)),
  'a GitLab token': made('gl', 'pat-', x(20)),
  'a Slack token': made('xo', 'xb-', x(12)),
  'a Slack webhook': made('https://hooks.', 'slack.com/services/T0/B0/', x(24)),
  'a Stripe key': made('sk', '_live_', x(24)),
  'a key of an AI service': made('sk', '-ant-', x(24)),
  'a Google API key': made('AI', 'za', x(34), 'y'),
  'an npm token': made('np', 'm_', x(36)),
  'a JSON Web Token': made('ey', 'JhbGciOiJI.ey', 'JzdWIiOiIx.', x(10)),
  'a bearer token': made('Bear', 'er ', x(20)),
  'a URL with a password': made('redis://:', 'hunter2@cache:6379'),
};

test('each form of a secret is known by an example', () => {
  for (const { what } of secretForms) {
    assert.equal(formOf(`before ${EXAMPLES[what]} after`), what, what);
  }
});

test('addresses, references and ids are no secrets', () => {
  for (const text of [
    'http://${services.store.host}:${services.store.port}/mcp',
    'postgres://shop:${self.name}@db/shop',
    's3://demo-catalog/catalog.json',
    'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf',
    'global.amazon.nova-2-lite-v1:0',
    'task-list-of-the-long-running-service',
    'someone@example.com',
  ]) {
    assert.equal(formOf(text), undefined, text);
  }
});

test('a telling name may hold what is not the secret itself', () => {
  for (const value of [
    '',
    'true',
    '4096',
    '${catalog.key}',
    'data/catalog.json',
    '/run/secrets/token',
    'https://example.com/jwks',
    'arn:aws:kms:us-east-1:111122223333:key/1',
  ]) {
    assert.equal(isToldByName('SIGNING_KEY', value), false, value);
  }
  assert.equal(isToldByName('SECRET_NAME', 'shop-token'), false);
  assert.equal(isToldByName('PASSWORD_MIN_LENGTH', 'twelve'), false);
  assert.equal(isToldByName('MONKEY', 'banana'), false);
});

test('a telling name may not hold a plain word, nor an escaped reference', () => {
  for (const name of [
    'API_TOKEN',
    'TOKEN',
    'DB_PASSWORD',
    'CLIENT_SECRET_V2',
    'API_KEY',
    'CREDENTIALS',
  ]) {
    assert.equal(isToldByName(name, 'hunter2'), true, name);
  }
  assert.equal(isToldByName('API_TOKEN', '$${not-a-reference}'), true);
  assert.equal(
    isToldByName('API_KEY', made('/wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY')),
    true,
  );
});

test('a name that only hints holds a secret when the value looks random', () => {
  const random = made('4f9a1c7e2b8d6053', 'f1e9a7c4b2d80e6f');
  assert.equal(isToldByName('COOKIE_SIGNING', random), true);
  assert.equal(isToldByName('COOKIE_SIGNING', 'hmac'), false);
  assert.equal(isToldByName('AUTH_CLIENT_ID', random), false);
  assert.equal(isToldByName('BUILD', random), false);
});

test('words, names with numbers and UUIDs do not look random', () => {
  for (const text of [
    'sessions-table-of-production-2026',
    '/var/run/secrets/some/token-2026',
    'MyServiceNameForProductionV2',
    '550e8400-e29b-41d4-a716-446655440000',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1',
  ]) {
    assert.equal(looksRandom(text), false, text);
  }
});
