import { type DiagnosticCode, Failure } from '../../diagnostics.ts';
import { failed } from '../fail.ts';
import { callOf, messageOf, nameOf, requestIdOf, statusOf } from './error-facts.ts';

interface Kind {
  readonly is: (name: string, error: unknown) => boolean;
  readonly code: DiagnosticCode;
  readonly hint: string;
}

/** Errors as the SDK and AWS name them, and what helps. The first that fits counts. */
const KINDS: readonly Kind[] = [
  {
    is: (name) =>
      /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired|RequestExpired)$/.test(name),
    code: 'deploy/credentials',
    hint: 'the credentials ran out; get new ones and run the same command again, it goes on where this run ended',
  },
  {
    is: (name) =>
      /^(CredentialsProviderError|UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure|MissingAuthenticationToken)$/.test(
        name,
      ),
    code: 'deploy/credentials',
    hint: 'sign in first, for example with `aws sso login`, and set AWS_PROFILE',
  },
  {
    is: (name, error) =>
      /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/.test(name) ||
      statusOf(error) === 403,
    code: 'deploy/denied',
    hint: 'the role of this run lacks the permission; the bootstrap stack gives roles theirs, see docs/guides/troubleshooting.md',
  },
  {
    is: (name) => name === 'NoSuchBucket',
    code: 'deploy/state-bucket',
    hint: 'apply the bootstrap environment of this account first',
  },
  {
    is: (name, error) =>
      /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(name) || statusOf(error) === 429,
    code: 'deploy/aws',
    hint: 'AWS still throttled the call after several tries; run the same command again in a few minutes',
  },
  {
    is: (name, error) =>
      statusOf(error) === undefined &&
      (/^(TimeoutError|NetworkingError|AbortError)$/.test(name) ||
        systemCodeOf(error) !== undefined),
    code: 'deploy/network',
    hint: 'check the connection, then run the same command again; it goes on where this run ended',
  },
];

const systemCodeOf = (error: unknown): string | undefined => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^E[A-Z_]+$/.test(code) ? code : undefined;
};

/** Whether something thrown comes from a call of AWS. */
const isOfAws = (error: unknown): boolean =>
  callOf(error) !== undefined || nameOf(error) === 'CredentialsProviderError';

/** An error of a call of AWS as a failure that people can act on; anything else as it is. */
export function explainError(error: unknown): unknown {
  if (error instanceof Failure || !isOfAws(error)) return error;
  const name = nameOf(error);
  const kind = KINDS.find(({ is }) => is(name, error));
  const call = callOf(error);
  const request = requestIdOf(error);
  const message = [
    call ? `${call} failed: ${name}` : name,
    ...(messageOf(error) ? [`: ${messageOf(error)}`] : []),
    ...(request ? [` (request ${request})`] : []),
  ].join('');
  return failed(
    kind?.code ?? 'deploy/aws',
    message,
    kind?.hint ?? 'run the same command again; it compares first and repeats nothing that is done',
  );
}

/** Does something that calls AWS. @throws {Failure} for errors of AWS */
export async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw explainError(error);
  }
}
