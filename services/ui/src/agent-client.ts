import { z } from 'zod';
import { agentFailure } from './agent-events.ts';
import { AGENT_SILENT, AGENT_UNAVAILABLE, RequestFailure } from './failure.ts';
import type { SilenceLimit } from './silence-limit.ts';

/** A visitor waits for the reset, so the agent gets little time for it. */
const FORGET_MS = 3_000;

/** Statuses of the agent that mean the same to the page; every other refusal is a bad gateway. */
const PASSED_STATUSES = new Set([400, 409, 413, 422, 429, 503, 504]);

const failureBody = z.object({ error: agentFailure });

export interface Question {
  readonly message: string;
  readonly conversationId: string;
}

/** Speaks to the agent over HTTP. */
export class AgentClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Opens the answer to one message, as text that arrives in pieces until the limit stops it.
   *
   * @throws {RequestFailure} when the agent can't be reached or refuses the message
   */
  async openAnswer(question: Question, limit: SilenceLimit): Promise<AsyncIterable<string>> {
    const response = await this.#ask(question, limit.signal).catch((cause) => {
      if (limit.expired) throw new RequestFailure(504, AGENT_SILENT, { cause });
      throw new RequestFailure(502, AGENT_UNAVAILABLE, { cause });
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (response.status !== 200 || !isStream || !response.body) throw await refusal(response);
    return limit.listen(response.body.pipeThrough(new TextDecoderStream()));
  }

  /** Drops a conversation; for the agent an unknown id is no failure. */
  async forget(conversationId: string): Promise<void> {
    const response = await fetch(new URL(`/conversations/${conversationId}`, this.#url), {
      method: 'DELETE',
      signal: AbortSignal.timeout(FORGET_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the agent answered ${response.status}`);
  }

  #ask({ message, conversationId }: Question, signal: AbortSignal): Promise<Response> {
    return fetch(new URL('/chat/stream', this.#url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ message, conversation_id: conversationId }),
      signal,
    });
  }
}

async function refusal(response: Response): Promise<RequestFailure> {
  const body = failureBody.safeParse(await response.json().catch(() => undefined));
  if (body.success && response.status >= 400) {
    const status = PASSED_STATUSES.has(response.status) ? response.status : 502;
    return new RequestFailure(status, body.data.error);
  }
  const cause = new Error(
    `the agent answered ${response.status} with neither a stream nor a failure`,
  );
  return new RequestFailure(502, AGENT_UNAVAILABLE, { cause });
}
