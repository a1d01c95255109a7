import type { IncomingHttpHeaders } from 'node:http';
import { constants } from 'node:http2';

/** What HTTP/1.1's and HTTP/2's request objects of Node have in common, as far as it is used. */
export interface WireRequest extends AsyncIterable<Buffer> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** The same for responses; only HTTP/2's has a `stream`, only HTTP/1.1's can be destroyed itself. */
export interface WireResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly stream?: { close(code: number): void };
  setHeader(name: string, value: string): unknown;
  write(chunk: Uint8Array): unknown;
  end(): unknown;
  end(chunk: string): unknown;
  once(event: 'close', listener: () => void): unknown;
  destroy?(): unknown;
}

/** Ends a response as a breaking connection does: the client gets an error instead of an end. */
export function breakOff(response: WireResponse): void {
  if (response.stream) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else response.destroy?.();
}
