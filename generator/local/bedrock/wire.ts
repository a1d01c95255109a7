import { randomUUID } from 'node:crypto';
import { BedrockError } from './bedrock-errors.ts';
import { answerBody, finishAnswer } from './converse-reply.ts';
import { type Faults, faultsSchema, takeError, takeFault } from './faults.ts';
import { plan } from './planner/plan.ts';
import { readJson } from './read-json.ts';
import { pause, streamAnswer } from './stream-answer.ts';
import { validateRequest } from './validate-request.ts';
import { breakOff, type WireRequest, type WireResponse } from './wire-types.ts';

export interface WireOptions {
  readonly faults: Faults;
  /** Pause before each delta of a stream. */
  readonly delayMs: number;
  readonly log: (line: string) => void;
}

interface RequestOptions extends WireOptions {
  readonly gone: AbortSignal;
}

const OPERATION = /^\/model\/([^/]+)\/(converse|converse-stream)$/;

/** Signature Version 4 or a Bedrock API key. The stand-in has no keys to check either against. */
const SIGNED = /^(?:AWS4-HMAC-SHA256 Credential=|Bearer )\S/;

/** Answers one request; every failure ends as an AWS error or as a broken connection. */
export async function answerRequest(
  request: WireRequest,
  response: WireResponse,
  options: WireOptions,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    await route(request, response, { ...options, gone: gone.signal });
  } catch (thrown) {
    const asked = `${request.method} ${request.url}`;
    if (gone.signal.aborted) return options.log(`${asked}: the client left`);
    const error = asBedrockError(thrown, options.log);
    options.log(`${asked}: ${error.status} ${error.name}`);
    if (response.headersSent) breakOff(response);
    else sendError(response, error);
  }
}

async function route(
  request: WireRequest,
  response: WireResponse,
  options: RequestOptions,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://stand-in');
  if (request.method === 'PUT' && pathname === '/faults') {
    return setFaults(request, response, options.faults);
  }
  const [, id, operation] = OPERATION.exec(pathname) ?? [];
  if (request.method !== 'POST' || id === undefined) {
    throw new BedrockError(
      'UnknownOperationException',
      'The stand-in knows only Converse and ConverseStream.',
    );
  }
  return converse(request, response, options, operation === 'converse-stream');
}

async function converse(
  request: WireRequest,
  response: WireResponse,
  options: RequestOptions,
  streams: boolean,
): Promise<void> {
  const startedAt = performance.now();
  const body = await readJson(request);
  if (!SIGNED.test(request.headers.authorization ?? '')) {
    throw new BedrockError('AccessDeniedException', 'The request carries no signature.');
  }
  const { faults } = options;
  const error = takeError(faults);
  if (error) throw error;
  const asked = validateRequest(body);
  await pause(takeFault(faults, 'waitMs') ?? 0, options.gone);
  const answer = finishAnswer(asked, plan(asked), newToolUseId, takeFault(faults, 'stopReason'));
  const calls = answer.content.flatMap(({ toolUse }) => toolUse?.name ?? []);
  options.log(`${request.url}: ${[answer.stopReason, ...calls].join(' ')}`);
  const latencyMs = () => Math.round(performance.now() - startedAt);
  if (streams) return streamAnswer(response, answer, { ...options, latencyMs });
  sendJson(response, 200, answerBody(answer, latencyMs()));
}

/** Lets a person break the model of a running chain: `curl -X PUT …/faults -d '{"cutStream":true}'`. */
async function setFaults(
  request: WireRequest,
  response: WireResponse,
  faults: Faults,
): Promise<void> {
  const parsed = faultsSchema.safeParse(await readJson(request));
  if (!parsed.success) {
    throw new BedrockError(
      'ValidationException',
      parsed.error.issues[0]?.message ?? 'Not a fault.',
    );
  }
  Object.assign(faults, parsed.data);
  sendJson(response, 200, faults);
}

function newToolUseId(): string {
  return `tooluse_${randomUUID().replaceAll('-', '')}`;
}

/** Anything else is our own mistake: its text is for the log, not for the client. */
function asBedrockError(thrown: unknown, log: WireOptions['log']): BedrockError {
  if (thrown instanceof BedrockError) return thrown;
  log(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  return new BedrockError('InternalServerException', 'The stand-in failed; its log says why.');
}

function sendError(response: WireResponse, error: BedrockError): void {
  response.setHeader('x-amzn-errortype', error.name);
  sendJson(response, error.status, { message: error.message });
}

function sendJson(response: WireResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.setHeader('x-amzn-requestid', randomUUID());
  response.end(JSON.stringify(body));
}
