/** Bedrock Runtime's exceptions by HTTP status, as in its API reference. */
const STATUS_OF_ERROR = {
  AccessDeniedException: 403,
  InternalServerException: 500,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelStreamErrorException: 424,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  SerializationException: 400,
  ServiceQuotaExceededException: 400,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  UnknownOperationException: 404,
  ValidationException: 400,
} as const;

export type BedrockErrorName = keyof typeof STATUS_OF_ERROR;

export const BEDROCK_ERROR_NAMES = Object.keys(STATUS_OF_ERROR) as readonly BedrockErrorName[];

/** A refusal that reaches the client in AWS's shape. */
export class BedrockError extends Error {
  override readonly name: BedrockErrorName;

  constructor(name: BedrockErrorName, message: string) {
    super(message);
    this.name = name;
  }

  get status(): number {
    return STATUS_OF_ERROR[this.name];
  }
}
