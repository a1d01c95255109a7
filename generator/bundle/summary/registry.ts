import { pullersOf } from '../../graph/read-account-topology.ts';
import { table } from '../../render/markdown.ts';
import { code, listed, paragraph, type Section, underHeading } from './section.ts';

/** Of an account: whose images lie where, and who pulls them. */
export const registry: Section = ({ environment, wiring }) => {
  if (!environment.holdsRegistry) return [];
  const { registry: place, services } = environment;
  const made = wiring.resourcesOf('AWS::ECR::Repository');
  const rows = services.map(({ name, repository }) => {
    const own = made.find(({ properties }) => properties.RepositoryName === repository);
    const accounts = own ? pullersOf(own).map(code) : [];
    return [name, code(`${place?.host}/${repository}`), listed(accounts) || 'this account only'];
  });
  return underHeading('Image registry', [
    ...paragraph(
      'All environments pull from one registry, so that a promotion hands on a digest and builds nothing.',
    ),
    ...table(['Images of', 'Repository', 'Other accounts that pull'], rows),
  ]);
};
