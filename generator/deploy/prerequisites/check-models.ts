import {
  GetFoundationModelAvailabilityCommand,
  type GetFoundationModelAvailabilityResponse,
  GetInferenceProfileCommand,
} from '@aws-sdk/client-bedrock';
import type { Diagnostic } from '../../diagnostics.ts';
import { isNamed } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import { explainRefusal, explainUnseen, isDenied } from './explain-refusal.ts';
import type { NeededModel } from './read-models.ts';

/** An account may call a model. */
export async function checkModel(
  { aws }: Deployment,
  model: NeededModel,
  all: readonly NeededModel[],
): Promise<Diagnostic[]> {
  const { kind, id, services } = model;
  const what = `the ${kind.replace('-', ' ')} ${id}`;
  const say = (problem: string, hint: string) => [
    finding('deploy/prerequisite', `${what} of ${services.join(', ')} ${problem}`, hint),
  ];
  try {
    if (kind === 'inference-profile') {
      const request = new GetInferenceProfileCommand({ inferenceProfileIdentifier: id });
      const { status } = await aws.bedrock.send(request);
      return status === 'ACTIVE' ? [] : say(`is ${status}, not ACTIVE`, ANOTHER);
    }
    const request = new GetFoundationModelAvailabilityCommand({ modelId: id });
    const answer = await aws.bedrock.send(request);
    // A profile calls the model in other Regions, where it need not be offered in this one.
    const isRouted = all.some((one) => one.kind === 'inference-profile');
    return lacks(answer, isRouted).flatMap(([problem, hint]) => say(problem, hint));
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException', 'ValidationException')) {
      return say(`is unknown in ${aws.region}`, ANOTHER);
    }
    if (isDenied(error)) return [explainRefusal(error, what)];
    // Services start without the model, and say so themselves when it does not answer.
    return [explainUnseen(error, `whether the account may call ${what}`)];
  }
}

const ANOTHER = 'look at the names of `aws bedrock list-inference-profiles`, and set `model.id`';

const OPEN = 'open it in the Bedrock console under “Model catalog”, and accept its terms of use';

type Availability = GetFoundationModelAvailabilityResponse;

/** What an account needs of a model. */
const LACKS: readonly {
  readonly isLacking: (answer: Availability) => boolean;
  readonly says: string;
  readonly hint: string;
  readonly isOfRegion?: true;
}[] = [
  {
    isLacking: ({ authorizationStatus }) => authorizationStatus !== 'AUTHORIZED',
    says: 'is not authorized for this account',
    hint: OPEN,
  },
  {
    isLacking: ({ entitlementAvailability }) => entitlementAvailability !== 'AVAILABLE',
    says: 'is not open to this account',
    hint: OPEN,
  },
  {
    isLacking: ({ agreementAvailability }) => agreementAvailability?.status !== 'AVAILABLE',
    says: 'has terms that nobody accepted',
    hint: OPEN,
  },
  {
    isLacking: ({ regionAvailability }) => regionAvailability !== 'AVAILABLE',
    says: 'is not offered in this Region',
    hint: ANOTHER,
    isOfRegion: true,
  },
];

const lacks = (answer: Availability, isRouted: boolean) =>
  LACKS.filter(({ isLacking, isOfRegion }) => isLacking(answer) && !(isOfRegion && isRouted)).map(
    ({ says, hint }) => [says, hint] as const,
  );
