import { AwsError } from './aws-error.ts';
import type { Struck } from './faults.ts';

/** Troubles that every service of AWS has, each in its own words. */
export type UsualTrouble = 'throttled' | 'expired' | 'denied' | 'broken';

interface Words {
  readonly code: string;
  readonly status: number;
}

/** For services that have words of their own; JSON is what all others speak. */
const WORDS: Readonly<Record<UsualTrouble, Readonly<Record<string, Words>>>> = {
  throttled: {
    json: { code: 'ThrottlingException', status: 400 },
    cloudformation: { code: 'Throttling', status: 400 },
    sts: { code: 'Throttling', status: 400 },
    ec2: { code: 'RequestLimitExceeded', status: 503 },
    s3: { code: 'SlowDown', status: 503 },
    bedrock: { code: 'ThrottlingException', status: 429 },
  },
  expired: {
    json: { code: 'ExpiredTokenException', status: 400 },
    cloudformation: { code: 'ExpiredToken', status: 403 },
    sts: { code: 'ExpiredToken', status: 403 },
    ec2: { code: 'RequestExpired', status: 400 },
    s3: { code: 'ExpiredToken', status: 400 },
    bedrock: { code: 'ExpiredTokenException', status: 403 },
  },
  denied: {
    json: { code: 'AccessDeniedException', status: 400 },
    cloudformation: { code: 'AccessDenied', status: 403 },
    sts: { code: 'AccessDenied', status: 403 },
    ec2: { code: 'UnauthorizedOperation', status: 403 },
    s3: { code: 'AccessDenied', status: 403 },
    bedrock: { code: 'AccessDeniedException', status: 403 },
  },
  broken: {
    json: { code: 'ServerException', status: 500 },
    cloudformation: { code: 'InternalFailure', status: 500 },
    sts: { code: 'InternalFailure', status: 500 },
    ec2: { code: 'InternalError', status: 500 },
    s3: { code: 'InternalError', status: 500 },
    bedrock: { code: 'InternalServerException', status: 500 },
  },
};

const MESSAGES: Readonly<Record<UsualTrouble, (request: Struck) => string>> = {
  throttled: () => 'Rate exceeded',
  expired: () => 'The security token included in the request is expired',
  denied: ({ service, operation }) =>
    `User: arn:aws:sts::222222222222:assumed-role/tester/session is not authorized to perform: ${service}:${operation} because no identity-based policy allows the ${service}:${operation} action`,
  broken: () => 'An internal error occurred',
};

/** What a service answers in a usual trouble. */
export function usualError(trouble: UsualTrouble, request: Struck): AwsError {
  const words = WORDS[trouble][request.service] ?? WORDS[trouble].json;
  return new AwsError(words?.code ?? trouble, MESSAGES[trouble](request), words?.status);
}
