import type { IncomingMessage, ServerResponse } from 'node:http';
import { asAwsError, type Understood, understand } from './answer.ts';
import { AwsError } from './aws-error.ts';
import type { Fault, Faults } from './faults.ts';
import { readRequest, send } from './http.ts';
import { awsJson } from './protocols/json.ts';
import type { HttpAnswer, HttpRequest } from './protocols/protocol.ts';
import { usualError } from './usual-errors.ts';
import { mutates, type WireEntry } from './wire-log.ts';
import type { World } from './world.ts';

export interface Serving {
  readonly world: World;
  readonly faults: Faults;
  readonly log: WireEntry[];
}

/** Answers one request, or does what a fault says. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { world, faults, log }: Serving,
): Promise<void> {
  const read = await readRequest(request);
  let understood: Understood;
  try {
    understood = understand(read);
  } catch (error) {
    return send(response, awsJson.fail(asAwsError(error)));
  }
  const entry = entryOf(understood, read, world);
  log.push(entry);
  const struck = faults.strike(entry);
  for (const fault of struck) await suffer(fault, world);
  const cut = struck.find((fault) => 'cut' in fault)?.cut;
  const answer = cut === 'before' ? undefined : answerOf(understood, struck, entry, world);
  if (cut) {
    entry.outcome = `cut ${cut}`;
    response.destroy();
  } else if (answer) {
    entry.outcome = answer.status;
    send(response, answer);
  }
}

function entryOf(
  { service, operation, region, input }: Understood,
  read: HttpRequest,
  world: World,
): WireEntry {
  const attempt = Number(/attempt=(\d+)/.exec(read.headers['amz-sdk-request'] ?? '')?.[1] ?? 1);
  const at = world.clock.now();
  return {
    service,
    operation,
    region,
    mutates: mutates(operation),
    attempt,
    input,
    at,
    outcome: 'in flight',
  };
}

async function suffer(fault: Fault, world: World): Promise<void> {
  if ('delay' in fault) await world.clock.whileWaiting(fault.delay);
  if ('hook' in fault) fault.hook(world);
}

function answerOf(
  understood: Understood,
  struck: readonly Fault[],
  entry: WireEntry,
  world: World,
): HttpAnswer {
  try {
    const trouble = struck.find((fault) => 'trouble' in fault)?.trouble;
    if (trouble) throw usualError(trouble, entry);
    const told = struck.find((fault) => 'error' in fault)?.error;
    if (told) throw new AwsError(told.code, told.message ?? told.code, told.status);
    return understood.act(world);
  } catch (thrown) {
    const error = asAwsError(thrown);
    entry.error = error.code;
    return understood.fail(error);
  }
}
