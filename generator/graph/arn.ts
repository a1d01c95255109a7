import type { Resource } from '../wiring/stack.ts';

/** The parts of an ARN that say what it names. Any of them may hold a wildcard of IAM. */
export interface Arn {
  /** As in `arn:aws:<service>:…`. */
  readonly service: string;
  /** What stands behind Region and account, such as `table/prices`. */
  readonly resource: string;
}

/** Reads an ARN, or what a stack's own resource stands for while only AWS knows its ARN. */
export function readArn(
  text: string,
  behind: (value: unknown) => Resource | undefined,
): Arn | undefined {
  const [, service, resource] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)$/s.exec(text) ?? [];
  if (service && resource) return { service, resource };
  const own = behind(text);
  // The second part of a type names the service as ARNs do, for all services that roles name here.
  return own && { service: own.type.split('::')[1]?.toLowerCase() ?? '', resource: own.id };
}
