import type { NormalizedSchema } from '@smithy/core/schema';
import { readForm } from './form.ts';
import type { HttpAnswer, HttpRequest, Protocol } from './protocol.ts';
import { element, textElement, writeMembers } from './xml.ts';

const xml = (status: number, body: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});

const formOf = ({ body }: HttpRequest) => new URLSearchParams(body.toString());
const nameOf = (request: HttpRequest) => formOf(request).get('Action') ?? '';
const errorOf = (code: string, message: string) =>
  textElement('Code', code) + textElement('Message', message);
const members = (schema: NormalizedSchema, output: object) =>
  schema.isStructSchema() ? writeMembers(schema, output) : '';

/** CloudFormation and STS: a form in, XML out. */
export const query: Protocol = {
  nameOf,
  read: (request, { input }) => readForm(input, formOf(request), 'query'),
  write: (output, { name, output: schema }) =>
    xml(200, element(`${name}Response`, element(`${name}Result`, members(schema, output)))),
  fail: ({ code, message, status }) => {
    const type = textElement('Type', status < 500 ? 'Sender' : 'Receiver');
    return xml(status, element('ErrorResponse', element('Error', type + errorOf(code, message))));
  },
};

/** EC2's own way of the same. */
export const ec2Query: Protocol = {
  nameOf,
  read: (request, { input }) => readForm(input, formOf(request), 'ec2'),
  write: (output, { name, output: schema }) =>
    xml(200, element(`${name}Response`, members(schema, output))),
  fail: ({ code, message, status }) => {
    const error = element('Error', errorOf(code, message));
    return xml(status, element('Response', element('Errors', error)));
  },
};
