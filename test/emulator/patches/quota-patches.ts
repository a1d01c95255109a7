import type { Patch } from '../patch.ts';
import { jsonAnswer } from '../wire/answer.ts';

/** What a new account has, of the quotas that deployments read. */
const QUOTAS: Readonly<Record<string, number>> = {
  // VPCs, and Elastic IP addresses
  'L-F678F1CE': 5,
  'L-0263D0A3': 5,
  // Fargate vCPUs
  'L-3032A538': 6,
};

export const QUOTA_PATCHES: readonly Patch[] = [
  {
    service: 'servicequotas',
    operations: ['GetServiceQuota', 'GetAWSDefaultServiceQuota'],
    reason: 'knows few services, and answers 500 for defaults',
    answer: ({ input: { ServiceCode, QuotaCode } }) =>
      jsonAnswer({
        Quota: {
          ServiceCode,
          QuotaCode,
          Value: QUOTAS[String(QuotaCode)] ?? 100,
          Adjustable: true,
        },
      }),
  },
];
