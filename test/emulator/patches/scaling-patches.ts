import type { Patch } from '../patch.ts';
import { jsonError } from '../wire/answer.ts';

export const SCALING_PATCHES: readonly Patch[] = [
  {
    service: 'application-autoscaling',
    operations: ['DeregisterScalableTarget', 'DeleteScalingPolicy', 'PutScalingPolicy'],
    reason: 'says ValidationException of what is not there',
    answer: async ({ request, moto }) => {
      const answer = await moto.forward(request);
      const { message = '' } = JSON.parse(answer.body.toString() || '{}') as { message?: string };
      return answer.status === 400 && /^No scal(able target|ing policy) found/.test(message)
        ? jsonError('ObjectNotFoundException', message)
        : answer;
    },
  },
];
