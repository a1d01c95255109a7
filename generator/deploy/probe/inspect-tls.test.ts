import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeCertificate } from './fixtures/make-certificate.ts';
import { answerMcp, startDouble, usual } from './fixtures/start-double.ts';
import { findingsOf, type ProbeReport } from './layers.ts';
import { probeServer } from './probe-server.ts';

const DAY = 24 * 60 * 60 * 1000;
const now = Date.now();
const certificate = (name: string, from: number, to: number) =>
  makeCertificate(name, new Date(now + from * DAY), new Date(now + to * DAY));

const good = certificate('localhost', -10, 100.5);
const ending = certificate('localhost', -10, 5.5);
const expired = certificate('localhost', -10, -1.5);
const early = certificate('localhost', 2, 100);
const foreign = certificate('other.example', -10, 100);
const unknown = certificate('localhost', -10, 100);
// As if these were authorities; the last is not.
const trusted = [good, ending, expired, early, foreign].map(({ cert }) => cert);
setDefaultCACertificates([...getCACertificates('default'), ...trusted]);

const tlsOf = ({ layers }: ProbeReport) => layers.find(({ name }) => name === 'tls');

test('protocol, issuer and days left of a certificate are told', async () => {
  await using double = await startDouble(answerMcp(usual), good);
  const report = await probeServer({ url: double.url, timeout: 20_000 });
  assert.deepEqual(
    report.layers.map(({ name, state }) => `${name} ${state}`),
    ['dns ok', 'connect ok', 'tls ok', 'http ok', 'initialize ok', 'tools ok'],
  );
  const { protocol, issuer, daysLeft, names } = tlsOf(report)?.facts ?? {};
  assert.deepEqual(
    [protocol, issuer, daysLeft, names],
    ['TLSv1.3', 'Test CA 1', 100, 'DNS:localhost'],
  );
});

test('a certificate that ends soon is a warning, and the rest is asked all the same', async () => {
  await using double = await startDouble(answerMcp(usual), ending);
  const report = await probeServer({ url: double.url, timeout: 20_000 });
  assert.deepEqual([report.isHealthy, tlsOf(report)?.state], [true, 'warned']);
  assert.equal(report.layers.at(-1)?.name, 'tools');
  assert.deepEqual(
    findingsOf(report).map(({ code, severity }) => [code, severity]),
    [['probe/tls', 'warning']],
  );
  const patient = await probeServer({ url: double.url, timeout: 20_000, minDays: 3 });
  assert.equal(tlsOf(patient)?.state, 'ok');
});

const BAD = [
  ['has expired', expired, 'CERT_HAS_EXPIRED'],
  ['is not valid yet', early, 'CERT_NOT_YET_VALID'],
  ['is for another host', foreign, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['nobody vouches for', unknown, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
] as const;

for (const [what, bad, problem] of BAD) {
  test(`a certificate that ${what} ends the probe, and no token was sent`, async () => {
    await using double = await startDouble(answerMcp(usual), bad);
    const report = await probeServer({ url: double.url, timeout: 20_000, token: 's3cret' });
    const last = report.layers.at(-1);
    assert.deepEqual([last?.name, last?.state, last?.facts.problem], ['tls', 'failed', problem]);
    assert.equal(typeof last?.facts.daysLeft, 'number');
    assert.deepEqual(
      findingsOf(report).map(({ code }) => code),
      ['probe/tls'],
    );
    assert.deepEqual(double.seen, []);
  });
}

test('a port that speaks no TLS is told as that', async () => {
  await using double = await startDouble(answerMcp(usual));
  const url = `https://localhost:${double.port}/mcp`;
  const report = await probeServer({ url, timeout: 20_000 });
  const last = report.layers.at(-1);
  assert.deepEqual([last?.name, last?.finding?.code], ['tls', 'probe/tls']);
});
