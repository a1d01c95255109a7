/** What goes back over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const JSON_TYPE = 'application/x-amz-json-1.1';

export const jsonAnswer = (value: unknown, status = 200): WireAnswer => ({
  status,
  headers: { 'content-type': JSON_TYPE },
  body: Buffer.from(JSON.stringify(value)),
});

/** An error of a service that speaks JSON. */
export const jsonError = (name: string, message: string, status = 400): WireAnswer => ({
  status,
  headers: { 'content-type': JSON_TYPE, 'x-amzn-errortype': name },
  body: Buffer.from(JSON.stringify({ __type: name, message })),
});

/** An answer of a service that speaks forms and XML. */
export const xmlAnswer = (operation: string, result: object): WireAnswer =>
  xml(
    200,
    `<${operation}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${operation}Result>${toXml(result)}</${operation}Result><ResponseMetadata><RequestId>emulated</RequestId></ResponseMetadata></${operation}Response>`,
  );

export const xmlError = (code: string, message: string, status = 400): WireAnswer =>
  xml(
    status,
    `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error>${toXml({ Type: 'Sender', Code: code, Message: message })}</Error><RequestId>emulated</RequestId></ErrorResponse>`,
  );

const xml = (status: number, text: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(text),
});

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function toXml(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([key, inner]) => inner !== undefined && key !== '$metadata')
      .map(([key, inner]) => `<${key}>${toXml(inner)}</${key}>`)
      .join('');
  }
  // A carriage return would be read as a line feed.
  return String(value)
    .replace(/[&<>]/g, (mark) => ESCAPES[mark] ?? mark)
    .replaceAll('\r', '&#13;');
}
