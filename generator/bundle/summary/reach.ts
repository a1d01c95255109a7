import type { Service } from '../../model/environment.ts';
import { table } from '../../render/markdown.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { code, listed, paragraph, type Section, underHeading } from './section.ts';

/** How a service of an exposure is reached from outside. */
const ON_AWS: Readonly<Record<Service['exposure'], string>> = {
  internal: 'not at all',
  express: 'over the internet by HTTPS, through an Express gateway; AWS chooses its URL',
};

/** Under which addresses services answer, and to whom. */
export const reach: Section = ({ environment, wiring }) => {
  const isLocal = environment.target === 'local';
  const rows = environment.services.map((service) => [
    service.name,
    listed(service.clients.map(({ name }) => name)) || 'no service',
    urlsOf(service.name, wiring).map(code).join(', ') || '–',
    isLocal ? code(`http://localhost:${service.port}`) : ON_AWS[service.exposure],
  ]);
  const hasExpress = !isLocal && environment.services.some(({ isExpress }) => isExpress);
  const outside = isLocal ? 'On this machine' : 'From outside';
  return underHeading('How services are reached', [
    ...table(['Service', 'Called by', 'Under', outside], rows),
    ...paragraph(
      isLocal
        ? 'Service Connect names are played by a proxy that `npm start` starts. Where a port is taken, it prints another.'
        : 'These names are of Amazon ECS Service Connect: they are known inside the tasks of this environment and nowhere else.',
    ),
    ...(hasExpress
      ? paragraph(
          'Once a service with an Express gateway is deployed, `aws ecs describe-express-gateway-service --service-arn …` prints its URL as `endpoint`.',
        )
      : []),
  ]);
};

function urlsOf(name: string, { services }: Wiring): string[] {
  const entries = services.find((service) => service.name === name)?.entries ?? [];
  return entries.flatMap(({ aliases, mapping }) =>
    aliases.map(({ host, port }) => `${mapping?.appProtocol ? 'http' : 'tcp'}://${host}:${port}`),
  );
}
