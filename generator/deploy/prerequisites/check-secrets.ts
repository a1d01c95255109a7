import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { Diagnostic } from '../../diagnostics.ts';
import { isNamed } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { NeededSecret } from './read-needs.ts';

/**
 * A secret is there. Its value is never read. One of another Region is not asked for, since its client
 * would be another; validation warns of it.
 */
export async function checkSecret(
  { aws }: Deployment,
  secret: NeededSecret,
): Promise<Diagnostic[]> {
  const { arn, region, services } = secret;
  if (region !== aws.region) return [];
  const say = (what: string, hint: string) => [
    finding('deploy/prerequisite', `the secret ${arn} of ${services.join(', ')} ${what}`, hint),
  ];
  try {
    const { DeletedDate } = await aws.secretsManager.send(
      new DescribeSecretCommand({ SecretId: arn }),
    );
    if (DeletedDate === undefined) return [];
    return say('is being deleted', `run \`aws secretsmanager restore-secret --secret-id ${arn}\``);
  } catch (error) {
    if (!isNamed(error, 'ResourceNotFoundException')) {
      return [explainRefusal(error, `the secret ${arn}`)];
    }
    const name = arn.replace(/^.*:secret:/, '').replace(/-\w{6}$/, '');
    const make = `aws secretsmanager create-secret --region ${region} --name ${name} --secret-string file://…`;
    return say('is not there', `run \`${make}\` and put the ARN that it prints into the config`);
  }
}
