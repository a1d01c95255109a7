import type { Patch } from '../patch.ts';
import type { WireRequest } from '../wire/wire-request.ts';

const ownerAskedFor = ({ headers }: WireRequest) => headers['x-amz-expected-bucket-owner'];

const DENIED =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

export const S3_PATCHES: readonly Patch[] = [
  {
    service: 's3',
    operations: 'all',
    reason: "lets callers into a bucket that is not the account's whom they expect",
    answer: ({ request, place, moto }) => {
      const owner = ownerAskedFor(request);
      if (owner === undefined || owner === place.account) return moto.forward(request);
      const body = request.method === 'HEAD' ? '' : DENIED;
      return {
        status: 403,
        headers: { 'content-type': 'application/xml' },
        body: Buffer.from(body),
      };
    },
  },
];
