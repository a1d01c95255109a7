import { ChatError, type ChatErrorCode } from '../chat-errors.ts';

/** Bedrock's exceptions, thrown by the call or inside its stream, by the code that the client gets. */
const CODE_OF_EXCEPTION: Readonly<Record<string, ChatErrorCode>> = {
  ThrottlingException: 'model_throttled',
  ServiceQuotaExceededException: 'model_throttled',
  ServiceUnavailableException: 'model_unavailable',
  InternalServerException: 'model_unavailable',
  ModelNotReadyException: 'model_unavailable',
  ModelErrorException: 'model_unavailable',
  ModelStreamErrorException: 'model_unavailable',
  ModelTimeoutException: 'timed_out',
  AccessDeniedException: 'model_misconfigured',
  ValidationException: 'model_misconfigured',
  ResourceNotFoundException: 'model_misconfigured',
  UnrecognizedClientException: 'model_misconfigured',
  InvalidSignatureException: 'model_misconfigured',
  ExpiredTokenException: 'model_misconfigured',
  CredentialsProviderError: 'model_misconfigured',
};

/**
 * What a failed model call means to the client. Anything that is not in the table is the network
 * (refused, reset, no activity, a stream cut in the middle), which has many names and one meaning.
 */
export function modelError(thrown: unknown): ChatError {
  if (thrown instanceof ChatError) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  const code = Object.hasOwn(CODE_OF_EXCEPTION, name) ? CODE_OF_EXCEPTION[name] : undefined;
  return new ChatError(code ?? 'model_unavailable', { cause: thrown });
}
