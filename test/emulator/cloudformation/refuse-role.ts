import { MotoError } from '../moto.ts';
import type { Exchange } from '../patch.ts';
import { invalid, text } from './read-input.ts';

/** CloudFormation works as a role only when there is one; moto does not look. */
export async function refuseUnknownRole(exchange: Exchange): Promise<void> {
  const arn = text(exchange, 'RoleARN');
  if (arn === undefined) return;
  try {
    const told = await exchange.moto.query('iam', 'GetRole', {
      RoleName: arn.split('/').at(-1) ?? '',
    });
    if (told.includes(`<Arn>${arn}</Arn>`)) return;
  } catch (error) {
    if (!(error instanceof MotoError) || error.answer.status >= 500) throw error;
  }
  throw invalid(`Role ${arn} is invalid or cannot be assumed`);
}
