import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface AgentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: { message?: string; conversation_id?: string };
}

/** One answer under way, written by a test as the agent's contract says. */
export class AnswerWriter {
  readonly response: ServerResponse;

  constructor(response: ServerResponse) {
    this.response = response;
  }

  event(event: string, data: object): void {
    if (!this.response.headersSent) this.open();
    this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  open(): void {
    this.response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.response.flushHeaders();
  }

  refuse(status: number, error: object): void {
    this.response.writeHead(status, { 'content-type': 'application/json' });
    this.response.end(JSON.stringify({ error }));
  }

  /** Resolves when whoever asked has gone, or the answer has been sent. */
  get closed(): Promise<void> {
    return new Promise((resolve) => this.response.once('close', () => resolve()));
  }
}

export type Answer = (answer: AnswerWriter, request: AgentRequest) => void | Promise<void>;

/** A short answer with everything in its place. */
export const greet: Answer = (answer, { body }) => {
  answer.event('start', { conversation_id: body.conversation_id, model: 'fake' });
  answer.event('text', { text: `You said: ${body.message}` });
  answer.event('done', {
    conversation_id: body.conversation_id,
    tools_used: [],
    stop_reason: 'end_turn',
  });
  answer.response.end();
};

export class FakeAgent {
  readonly requests: AgentRequest[] = [];
  /** How the next questions are answered; a test changes it as it goes. */
  answer: Answer = greet;
  url = '';

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await incoming.toArray()).join('');
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      body: text === '' ? {} : JSON.parse(text),
    };
    this.requests.push(request);
    if (request.method === 'DELETE') response.writeHead(204).end();
    else await this.answer(new AnswerWriter(response), request);
  }
}

/** An address on which nobody listens any more. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** An agent on a free port that ends with the test. */
export async function startFakeAgent(t: TestContext): Promise<FakeAgent> {
  const agent = new FakeAgent();
  const server = createServer((request, response) => void agent.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  agent.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return agent;
}
