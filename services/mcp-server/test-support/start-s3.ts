import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';

export const BUCKET = 'catalog-bucket';
export const KEY = 'product-catalog.json';

export interface TestS3 extends AsyncDisposable {
  readonly port: number;
  /** What the platform would give a service, so that its AWS SDK finds this S3. */
  readonly environment: Readonly<Record<string, string>>;
  put(body: string, key?: string): Promise<void>;
}

/** An S3 stand-in on a free port, or on a port that was one's own before. */
export async function startS3(port = 0): Promise<TestS3> {
  const server = await startFauxqs({ port, host: '127.0.0.1', logger: false });
  server.createBucket(BUCKET);
  const environment = s3Environment(server.port);
  const client = new S3Client({
    endpoint: environment.AWS_ENDPOINT_URL_S3,
    region: environment.AWS_REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    port: server.port,
    environment,
    async put(body, key = KEY) {
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body }));
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      await server.stop();
    },
  };
}

export function s3Environment(port: number) {
  return {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
}
