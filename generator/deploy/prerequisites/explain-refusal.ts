import type { Diagnostic } from '../../diagnostics.ts';
import { callOf } from '../aws/error-facts.ts';
import { finding } from '../fail.ts';

/** Names that AWS's services give to the same refusal. */
const DENIED: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
]);

const CREDENTIALS: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'AuthFailure',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

/** Where an action is not called as its operation, or its prefix not as the endpoint (Service Authorization Reference). */
const ACTIONS: Readonly<Record<string, string>> = {
  's3:ListObjectsV2': 's3:ListBucket',
};

/** The action of IAM that a failed call asked for. */
export function actionOf(error: unknown): string {
  const call = callOf(error) ?? 'an unknown action';
  return ACTIONS[call] ?? call;
}

export const isDenied = (error: unknown): boolean =>
  error instanceof Error && DENIED.has(error.name);

export const isOfCredentials = (error: unknown): boolean =>
  error instanceof Error && CREDENTIALS.has(error.name);

/**
 * Says of a call that was refused what to do about it.
 *
 * @param looking what was looked for, such as `the secret …`
 * @throws the error itself when it is no refusal
 */
export function explainRefusal(error: unknown, looking: string): Diagnostic {
  if (isOfCredentials(error)) return noCredentials();
  if (!isDenied(error)) throw error;
  const action = actionOf(error);
  return finding(
    'deploy/denied',
    `whether ${looking} is there can’t be seen: the role lacks ${action}`,
    `allow ${action} to the role; the environment of target \`account\` makes the roles, so apply that first`,
  );
}

/**
 * Says that something could not be looked at, where that is no reason to stop: it may well be there.
 *
 * @throws the error itself when the credentials are at fault, since then nothing works
 */
export function explainUnseen(error: unknown, looking: string): Diagnostic {
  if (isOfCredentials(error) || !(error instanceof Error)) throw error;
  const action = actionOf(error);
  const denied = isDenied(error);
  const why = denied ? `the role lacks ${action}` : `${action} failed with ${error.name}`;
  const hint = denied ? `allow ${action} to the role to have it looked at` : 'look at it yourself';
  const found = finding(
    denied ? 'deploy/denied' : 'deploy/aws',
    `${looking} can’t be seen: ${why}`,
    hint,
  );
  return { ...found, severity: 'warning' };
}

export const noCredentials = (): Diagnostic =>
  finding(
    'deploy/credentials',
    'AWS does not take the credentials, or there are none',
    'log in again, such as by `aws sso login`, then look at `aws sts get-caller-identity`',
  );
