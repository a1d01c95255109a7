import { BatchGetImageCommand, type BatchGetImageResponse } from '@aws-sdk/client-ecr';
import type { Diagnostic } from '../../diagnostics.ts';
import { fieldsOf, listOf } from '../../render/plain-values.ts';
import { isNamed } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { NeededImage } from './read-images.ts';

/** Forms in which ECR may give an image; without them it gives an old form of its own choice. */
const MEDIA_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** An image is there, and for the processor that its tasks ask for. */
export async function checkImage({ aws }: Deployment, image: NeededImage): Promise<Diagnostic[]> {
  const { registryId, region, repository: repositoryName, id } = image;
  try {
    const request = { registryId, repositoryName, imageIds: [id], acceptedMediaTypes: MEDIA_TYPES };
    const answer = await aws.ecr(region).send(new BatchGetImageCommand(request));
    return [...missing(image, answer), ...otherProcessor(image, answer)];
  } catch (error) {
    if (isNamed(error, 'RepositoryNotFoundException')) return [noRepository(image)];
    return [explainRefusal(error, `the image ${nameOf(image)}`)];
  }
}

const nameOf = ({ repository, id }: NeededImage) =>
  'imageDigest' in id ? `${repository}@${id.imageDigest}` : `${repository}:${id.imageTag}`;

const whose = ({ services }: NeededImage) => `of ${services.join(', ')}`;

const PUSHED =
  'merge a change of the service so that the workflow pushes an image, or set a digest that was pushed';

function missing(image: NeededImage, { images = [], failures = [] }: BatchGetImageResponse) {
  if (images.length > 0) return [];
  const { registryId, region } = image;
  const reason = failures[0]?.failureReason ?? failures[0]?.failureCode ?? 'not found';
  const message = `the image ${nameOf(image)} ${whose(image)} is not in the registry of ${registryId} in ${region}: ${reason}`;
  return [finding('deploy/prerequisite', message, PUSHED)];
}

function noRepository(image: NeededImage): Diagnostic {
  const { repository, registryId, region } = image;
  return finding(
    'deploy/prerequisite',
    `the registry of ${registryId} in ${region} has no repository ${repository} for the image ${whose(image)}`,
    'apply the environment of target `account`, which makes the repositories, then push the image',
  );
}

/**
 * An index names the processors that an image is for. Of an image without one, that stands in a file of
 * its own which is not fetched here.
 */
function otherProcessor(image: NeededImage, { images = [] }: BatchGetImageResponse): Diagnostic[] {
  const found = architecturesOf(images[0]?.imageManifest);
  if (found.length === 0 || found.includes(image.architecture)) return [];
  return [
    finding(
      'deploy/prerequisite',
      `the image ${nameOf(image)} is for ${found.join(', ')}, and the tasks ${whose(image)} want ${image.architecture}`,
      'build it for the processor in `cpuArchitecture` of the config, or set that to what it was built for',
    ),
  ];
}

function architecturesOf(manifest = '{}'): string[] {
  const entries = listOf(fieldsOf(JSON.parse(manifest)).manifests);
  const named = entries.map((entry) => String(fieldsOf(fieldsOf(entry).platform).architecture));
  // Attestations (SBOM, provenance) stand in an index as for an unknown processor.
  return [...new Set(named)].filter((name) => name !== 'unknown' && name !== 'undefined');
}
