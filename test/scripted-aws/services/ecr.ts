import type {
  BatchGetImageRequest,
  BatchGetImageResponse,
  DescribeImagesRequest,
  DescribeImagesResponse,
} from '@aws-sdk/client-ecr';
import { AwsError } from '../aws-error.ts';
import type { Handlers } from '../handlers.ts';
import type { World } from '../world.ts';

export interface Image {
  readonly tags: readonly string[];
  readonly manifest: string;
  readonly mediaType: string;
}

export interface RegistryState {
  /** Images of each repository, by digest. */
  readonly repositories: Map<string, Map<string, Image>>;
}

export const emptyRegistry = (): RegistryState => ({ repositories: new Map() });

/** An image of one platform with nothing in it, as far as a registry tells. */
export const plainImage = (tags: readonly string[] = []): Image => ({
  tags,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  manifest: JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: 'sha256:0', size: 2 },
    layers: [],
  }),
});

function needRepository(world: World, name = '', registryId = world.account): Map<string, Image> {
  const found = world.state.ecr.repositories.get(name);
  if (found) return found;
  throw new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
  );
}

interface Asked {
  readonly imageDigest?: string | undefined;
  readonly imageTag?: string | undefined;
}

const findImage = (images: Map<string, Image>, { imageDigest, imageTag }: Asked) =>
  [...images].find(
    ([digest, { tags }]) =>
      digest === (imageDigest ?? digest) && (imageTag === undefined || tags.includes(imageTag)),
  );

function batchGetImage(input: BatchGetImageRequest, world: World): BatchGetImageResponse {
  const { repositoryName = '', registryId = world.account, imageIds = [] } = input;
  const images = needRepository(world, repositoryName, registryId);
  const found = imageIds.map((imageId) => ({ imageId, image: findImage(images, imageId) }));
  return {
    images: found.flatMap(({ image, imageId }) =>
      image
        ? [
            {
              registryId,
              repositoryName,
              imageId: { ...imageId, imageDigest: image[0] },
              imageManifest: image[1].manifest,
              imageManifestMediaType: image[1].mediaType,
            },
          ]
        : [],
    ),
    failures: found
      .filter(({ image }) => !image)
      .map(({ imageId }) => ({
        imageId,
        failureCode: 'ImageNotFound',
        failureReason: 'Requested image not found',
      })),
  };
}

function describeImages(input: DescribeImagesRequest, world: World): DescribeImagesResponse {
  const { repositoryName = '', registryId = world.account, imageIds } = input;
  const images = needRepository(world, repositoryName, registryId);
  const wanted = imageIds
    ? imageIds.map((imageId) => findImage(images, imageId) ?? notThere(repositoryName))
    : [...images];
  return {
    imageDetails: wanted.map(([imageDigest, { tags, mediaType }]) => ({
      registryId,
      repositoryName,
      imageDigest,
      imageTags: [...tags],
      imageManifestMediaType: mediaType,
    })),
  };
}

const notThere = (repository: string): never => {
  throw new AwsError(
    'ImageNotFoundException',
    `The image requested does not exist within the repository with name '${repository}'`,
  );
};

export const ecr: Handlers = { BatchGetImage: batchGetImage, DescribeImages: describeImages };
