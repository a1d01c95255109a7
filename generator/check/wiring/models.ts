import { PROFILE } from '../../model/environment-values.ts';
import type { Place } from '../../wiring/known-attributes.ts';

/** Model ids begin with their provider (Bedrock user guide, "Supported foundation models"). */
const MODEL =
  /^(ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|nvidia|openai|qwen|stability|twelvelabs|writer)\.[a-z0-9]+-[\w.:-]+$/;

/** The foundation model that a model or inference profile id stands for; nothing when it is neither. */
export function foundationModelOf(id: string): string | undefined {
  const model = id.replace(PROFILE, '');
  return MODEL.test(model) ? model : undefined;
}

/**
 * What has to be allowed to call a model by its id: the model itself; for an inference profile the
 * profile, and the model in this Region; for a global one also the model in no Region (Bedrock user
 * guide, "Prerequisites for inference profiles").
 */
export function partsOfModel(id: string, { partition, region, account }: Place): string[] {
  const model = foundationModelOf(id);
  if (!model) return [];
  const bedrock = `arn:${partition}:bedrock`;
  const [profile] = PROFILE.exec(id) ?? [];
  return [
    ...(profile ? [`${bedrock}:${region}:${account}:inference-profile/${id}`] : []),
    `${bedrock}:${region}::foundation-model/${model}`,
    ...(profile === 'global.' ? [`${bedrock}:::foundation-model/${model}`] : []),
  ];
}
