import type { Exchange, Patch } from '../patch.ts';
import { jsonAnswer } from '../wire/answer.ts';

const REASON = 'knows no models and no inference profiles';

/** The id that ends a path. */
const idOf = ({ request }: Exchange): string =>
  decodeURIComponent(request.path.split('?')[0]?.split('/').at(-1) ?? '');

/** Every model can be used, and every profile routes to the model that it is named for. */
export const BEDROCK_PATCHES: readonly Patch[] = [
  {
    service: 'bedrock',
    operations: ['GetInferenceProfile'],
    reason: REASON,
    answer: (exchange) => {
      const { region, account } = exchange.place;
      const id = idOf(exchange).split('/').at(-1) ?? '';
      const model = id.replace(/^[a-z]+\.(?=[a-z]+\.)/, '');
      return jsonAnswer({
        inferenceProfileName: id,
        inferenceProfileId: id,
        inferenceProfileArn: `arn:aws:bedrock:${region}:${account}:inference-profile/${id}`,
        models: [{ modelArn: `arn:aws:bedrock:${region}::foundation-model/${model}` }],
        status: 'ACTIVE',
        type: 'SYSTEM_DEFINED',
      });
    },
  },
  {
    service: 'bedrock',
    operations: ['GetFoundationModelAvailability'],
    reason: REASON,
    answer: (exchange) =>
      jsonAnswer({
        modelId: idOf(exchange),
        agreementAvailability: { status: 'AVAILABLE' },
        authorizationStatus: 'AUTHORIZED',
        entitlementAvailability: 'AVAILABLE',
        regionAvailability: 'AVAILABLE',
      }),
  },
  {
    service: 'bedrock',
    operations: ['GetFoundationModel'],
    reason: REASON,
    answer: (exchange) => {
      const modelId = idOf(exchange);
      const modelArn = `arn:aws:bedrock:${exchange.place.region}::foundation-model/${modelId}`;
      return jsonAnswer({
        modelDetails: { modelArn, modelId, modelLifecycle: { status: 'ACTIVE' } },
      });
    },
  },
];
