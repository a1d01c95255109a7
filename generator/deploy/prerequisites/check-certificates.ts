import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import type { Diagnostic } from '../../diagnostics.ts';
import { isNamed } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import { explainRefusal } from './explain-refusal.ts';

/** A certificate is issued, and where the load balancer stands. */
export async function checkCertificate({ aws }: Deployment, arn: string): Promise<Diagnostic[]> {
  const say = (what: string, hint: string) => [
    finding('deploy/prerequisite', `the certificate ${arn} ${what}`, hint),
  ];
  const [, , , region] = arn.split(':');
  if (region !== aws.region) {
    const ask = `request one in ${aws.region}: \`aws acm request-certificate --region ${aws.region} --validation-method DNS --domain-name …\``;
    return say(`is in ${region}, and load balancers of ${aws.region} can’t use it`, ask);
  }
  try {
    const request = new DescribeCertificateCommand({ CertificateArn: arn });
    const { Status, DomainName } = (await aws.certificates.send(request)).Certificate ?? {};
    if (Status === 'ISSUED') return [];
    const hint =
      Status === 'PENDING_VALIDATION'
        ? `make the DNS record that \`aws acm describe-certificate --certificate-arn ${arn}\` shows, and wait`
        : 'request another one, and put its ARN into the config';
    return say(`for ${DomainName} is ${Status}, not ISSUED`, hint);
  } catch (error) {
    if (!isNamed(error, 'ResourceNotFoundException')) {
      return [explainRefusal(error, `the certificate ${arn}`)];
    }
    return say('is not there', 'put the ARN of one that is there into the config');
  }
}
