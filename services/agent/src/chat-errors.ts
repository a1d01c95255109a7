interface ChatErrorKind {
  readonly status: number;
  /** Whether sending the same message again may work. */
  readonly retryable: boolean;
  readonly message: string;
}

const kind = (status: number, retryable: boolean, message: string): ChatErrorKind => ({
  status,
  retryable,
  message,
});

/** Every error that a client of the agent can get: this table is the contract. */
export const CHAT_ERRORS = {
  invalid_request: kind(400, false, 'The request is not valid.'),
  message_too_long: kind(400, false, 'The message is too long.'),
  not_found: kind(404, false, 'There is nothing at this address.'),
  method_not_allowed: kind(405, false, 'This address does not take that method.'),
  conversation_busy: kind(409, true, 'The previous message is still being answered.'),
  body_too_large: kind(413, false, 'The request body is too large.'),
  unsupported_media_type: kind(415, false, 'The body must be JSON (application/json).'),
  model_refused: kind(422, false, 'The model declined to answer this message.'),
  output_too_long: kind(422, false, 'The answer became too long. Please ask for less at once.'),
  too_many_turns: kind(
    422,
    false,
    'The question took too many steps. Please ask for less at once.',
  ),
  conversation_too_long: kind(422, false, 'The conversation is too long. Please start a new one.'),
  model_throttled: kind(429, true, 'The model is busy. Please try again in a moment.'),
  internal_error: kind(500, false, 'Something went wrong on our side.'),
  model_misconfigured: kind(500, false, 'The model is not set up correctly on our side.'),
  model_output_invalid: kind(502, true, 'The model gave no usable answer. Please try again.'),
  model_unavailable: kind(
    503,
    true,
    'The model is not available right now. Please try again in a moment.',
  ),
  tools_unavailable: kind(
    503,
    true,
    'The tools are not available right now. Please try again in a moment.',
  ),
  timed_out: kind(504, true, 'The answer took too long. Please try again.'),
} as const satisfies Record<string, ChatErrorKind>;

export type ChatErrorCode = keyof typeof CHAT_ERRORS;

export interface ErrorBody {
  readonly code: ChatErrorCode;
  readonly message: string;
  readonly retryable: boolean;
}

/**
 * A failure that a client is told about. The message is written for people; whatever was
 * caught goes into `cause`, which only the log sees.
 */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly code: ChatErrorCode;

  constructor(code: ChatErrorCode, options: { message?: string; cause?: unknown } = {}) {
    super(
      options.message ?? CHAT_ERRORS[code].message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
  }

  get status(): number {
    return CHAT_ERRORS[this.code].status;
  }

  get body(): ErrorBody {
    const { retryable } = CHAT_ERRORS[this.code];
    return { code: this.code, message: this.message, retryable };
  }
}

/** Whatever was thrown, as something a client may see. */
export function asChatError(thrown: unknown): ChatError {
  return thrown instanceof ChatError ? thrown : new ChatError('internal_error', { cause: thrown });
}
