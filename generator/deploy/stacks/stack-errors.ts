/** The first part of a message is CloudFormation's; its errors of one name mean many things. */
const says = (error: unknown, name: string, message: RegExp): error is Error =>
  error instanceof Error && error.name === name && message.test(error.message);

/** Whether CloudFormation knows no stack of that name. */
export const isNoStack = (error: unknown): boolean =>
  says(error, 'ValidationError', /does not exist/);

/** Errors of `CreateChangeSet` that are about what it was given. */
const REFUSED = new Set([
  'ValidationError',
  'InsufficientCapabilitiesException',
  'LimitExceededException',
]);

/** Whether CloudFormation took the call but not what it asks for; who may call, and how often, is not meant. */
export const isRefused = (error: unknown): error is Error =>
  error instanceof Error && REFUSED.has(error.name);
