import { isLast, isPassed, passedData } from './agent-events.ts';
import { formatComment, formatEvent, readEventStream } from './event-stream.ts';

/**
 * Hands the agent's answer on event by event, each reduced to what the page may see.
 * Comments keep the connections of every hop open, so they are handed on too.
 *
 * @returns whether the answer came to its end; false means that the agent broke off
 * @throws when the agent's stream fails or holds what its contract does not
 */
export async function relayAnswer(
  answer: AsyncIterable<string>,
  send: (text: string) => Promise<void>,
): Promise<boolean> {
  for await (const item of readEventStream(answer)) {
    if (item.kind === 'comment') await send(formatComment(item.text));
    else if (isPassed(item.event)) {
      await send(formatEvent(item.event, passedData(item.event, item.data)));
      if (isLast(item.event)) return true;
    }
  }
  return false;
}
