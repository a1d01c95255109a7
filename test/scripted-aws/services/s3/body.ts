import type { HttpRequest } from '../../protocols/protocol.ts';

/** The object in a request, without the frames of `aws-chunked`, in which the SDK sends streams. */
export function bodyOf({ headers, body }: HttpRequest): Buffer {
  if (!headers['content-encoding']?.includes('aws-chunked')) return body;
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!(size > 0)) return Buffer.concat(chunks);
    chunks.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
