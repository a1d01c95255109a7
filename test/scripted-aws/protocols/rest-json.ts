import { awsJson } from './json.ts';
import type { HttpRequest, Protocol } from './protocol.ts';

/** A path of an operation, its variables in braces. */
interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
}

/** Operations by method and path, as Bedrock has them. Variables are the expression's named groups. */
export function restJson(routes: readonly Route[]): Protocol {
  const find = ({ method, path }: HttpRequest) =>
    routes.find((route) => route.method === method && route.path.test(path));
  return {
    ...awsJson,
    nameOf: (request) => find(request)?.name ?? '',
    read: (request) => {
      const variables = find(request)?.path.exec(request.path)?.groups ?? {};
      const decoded = Object.entries(variables).map(([key, text]) => [
        key,
        decodeURIComponent(text),
      ]);
      return { ...awsJson.read(request, noOperation), ...Object.fromEntries(decoded) };
    },
    write: (output) => {
      const body = JSON.stringify(output);
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    },
  };
}

const noOperation = undefined as never;
