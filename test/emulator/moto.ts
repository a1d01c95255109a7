import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { WireAnswer } from './wire/answer.ts';
import type { WireRequest } from './wire/wire-request.ts';

/** Headers that belong to one connection, or that say what `fetch` finds out itself. */
const OWN_HEADERS = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect'];

/** An error that moto answered to a call of the proxy's own. */
export class MotoError extends Error {
  readonly answer: WireAnswer;

  constructor(answer: WireAnswer) {
    super(`moto answers ${answer.status}: ${answer.body.toString().slice(0, 500)}`);
    this.answer = answer;
  }
}

/** moto itself, behind the proxy. What is asked of it here is not counted as the client's. */
export class Moto {
  readonly url: string;
  readonly #region: string;
  readonly cloudFormation: CloudFormationClient;

  constructor(url: string, region: string) {
    this.url = url;
    this.#region = region;
    this.cloudFormation = new CloudFormationClient({
      endpoint: url,
      region,
      maxAttempts: 1,
      credentials: { accessKeyId: 'proxy', secretAccessKey: 'proxy' },
    });
  }

  /** Hands a request on as it came. */
  async forward({ method, path, headers, body }: WireRequest): Promise<WireAnswer> {
    const sent = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || OWN_HEADERS.includes(name) ? [] : [[name, String(value)]],
    );
    const hasBody = !['GET', 'HEAD'].includes(method);
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: sent,
      redirect: 'manual',
      ...(hasBody && { body: new Uint8Array(body) }),
    });
    const answered = Object.fromEntries(
      [...response.headers].filter(
        // `fetch` has undone any encoding; how long the body is, only HEAD must be told.
        ([name]) => name === 'content-length' || !OWN_HEADERS.includes(name),
      ),
    );
    delete answered['content-encoding'];
    return {
      status: response.status,
      headers: answered,
      body: Buffer.from(await response.arrayBuffer()),
    };
  }

  /**
   * Calls an operation of a service that speaks JSON.
   *
   * @throws {MotoError}
   */
  async call<Output>(service: string, target: string, input: object): Promise<Output> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    const text = await this.#post(service, headers, JSON.stringify(input));
    return JSON.parse(text || '{}') as Output;
  }

  /**
   * Calls an operation of a service that speaks forms, and gives the XML.
   *
   * @throws {MotoError}
   */
  query(service: 'ec2' | 'iam', Action: string, input: Record<string, string>): Promise<string> {
    const Version = { ec2: '2016-11-15', iam: '2010-05-08' }[service];
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.#post(service, headers, String(new URLSearchParams({ Action, Version, ...input })));
  }

  async #post(service: string, given: Record<string, string>, sent: string): Promise<string> {
    const headers = { ...given, authorization: this.authorization(service) };
    const response = await fetch(this.url, { method: 'POST', headers, body: sent });
    const body = Buffer.from(await response.arrayBuffer());
    if (response.ok) return body.toString();
    const type = response.headers.get('content-type') ?? '';
    throw new MotoError({ status: response.status, headers: { 'content-type': type }, body });
  }

  /** moto reads the service from the signature, which it does not check. */
  authorization(service: string): string {
    const scope = `20260101/${this.#region}/${service}/aws4_request`;
    return `AWS4-HMAC-SHA256 Credential=proxy/${scope}, SignedHeaders=host, Signature=none`;
  }

  ecs<Output = Record<string, unknown>>(operation: string, input: object): Promise<Output> {
    return this.call('ecs', `AmazonEC2ContainerServiceV20141113.${operation}`, input);
  }

  logs<Output = Record<string, unknown>>(operation: string, input: object): Promise<Output> {
    return this.call('logs', `Logs_20140328.${operation}`, input);
  }

  async bucketNames(): Promise<string[]> {
    const headers = { authorization: this.authorization('s3') };
    const text = await (await fetch(this.url, { headers })).text();
    return [...text.matchAll(/<Name>([^<]+)</g)].map(([, name = '']) => name);
  }

  /** Forgets everything that was made. */
  async reset(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: 'POST' });
  }
}
