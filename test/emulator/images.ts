import { createHash } from 'node:crypto';
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import type { Emulator } from './start-emulator.ts';

/** An image that was never built, as far as a registry tells of it. */
export interface Image {
  readonly manifest: string;
  readonly digest: string;
}

const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

const sha256 = (text: string): string =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** The same bytes, and so the same digest, for the same words. */
export function imageOf(service: string, version: string): Image {
  const config = `${service} ${version}`;
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: sha256(config),
      size: config.length,
    },
    layers: [],
  });
  return { manifest, digest: sha256(manifest) };
}

/** Puts an image into moto's registry, behind the proxy; makes the repository when there is none. */
export async function pushImage(
  { moto, place }: Pick<Emulator, 'moto' | 'place'>,
  repositoryName: string,
  { manifest, digest }: Image,
): Promise<void> {
  const ecr = new ECRClient({
    endpoint: moto.url,
    region: place.region,
    credentials: { accessKeyId: 'push', secretAccessKey: 'push' },
  });
  try {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  } catch (error) {
    if ((error as Error).name !== 'RepositoryAlreadyExistsException') throw error;
  }
  await ecr.send(
    new PutImageCommand({
      repositoryName,
      imageManifest: manifest,
      imageManifestMediaType: MANIFEST_TYPE,
      imageDigest: digest,
      imageTag: digest.slice(7, 19),
    }),
  );
}
