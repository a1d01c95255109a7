import assert from 'node:assert/strict';
import { delimiter, dirname } from 'node:path';
import { type TestContext, test } from 'node:test';
import { childEnvironment } from './child-environment.ts';
import { type ScratchService, scratchRepository } from './fixtures/scratch-environment.ts';
import { readRendered } from './read-rendered.ts';

const PLATFORM = {
  region: 'eu-north-1',
  s3Url: 'http://127.0.0.1:1',
  modelUrl: 'http://127.0.0.1:2',
  serviceConnectUrl: 'http://127.0.0.1:3',
  secrets: new Map([
    ['TOKEN', 'x'],
    ['OTHER', 'y'],
  ]),
};

function environmentOf(t: TestContext, service: Omit<ScratchService, 'name'>) {
  const root = scratchRepository(t, [{ name: 'back', ...service }]);
  const [back] = readRendered(root, 'environments/local').services;
  assert.ok(back);
  return childEnvironment(back, PLATFORM, {
    PATH: '/bin',
    HOME: '/home/someone',
    AWS_PROFILE: 'work',
    NODE_OPTIONS: '--inspect',
  });
}

test('a process gets what the platform and its task definition give, and nothing else', (t) => {
  const environment = environmentOf(t, { environment: { COLOUR: 'blue' }, secrets: ['TOKEN'] });
  assert.deepEqual(Object.keys(environment).sort(), [
    'AWS_ACCESS_KEY_ID',
    'AWS_CONFIG_FILE',
    'AWS_DEFAULT_REGION',
    'AWS_EC2_METADATA_DISABLED',
    'AWS_ENDPOINT_URL_BEDROCK_RUNTIME',
    'AWS_ENDPOINT_URL_S3',
    'AWS_REGION',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SHARED_CREDENTIALS_FILE',
    'COLOUR',
    'HOME',
    'HOST',
    'HTTP_PROXY',
    'NODE_USE_ENV_PROXY',
    'NO_PROXY',
    'PATH',
    'PORT',
    'TOKEN',
    'http_proxy',
    'no_proxy',
  ]);
  assert.equal(environment.TOKEN, 'x');
  assert.equal(environment.PATH, `${dirname(process.execPath)}${delimiter}/bin`);
});

test('what the task definition says wins', (t) => {
  const environment = environmentOf(t, { environment: { HOME: '/root', AWS_REGION: 'us-west-2' } });
  assert.equal(environment.HOME, '/root');
  assert.equal(environment.AWS_REGION, 'us-west-2');
});

test('a service without Service Connect gets no proxy', (t) => {
  const environment = environmentOf(t, { serviceConnect: { enabled: false } });
  assert.equal(environment.HTTP_PROXY, undefined);
  assert.equal(environment.NODE_USE_ENV_PROXY, undefined);
});
