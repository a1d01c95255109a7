import { fieldsOf, listOf, textsOf } from '../render/plain-values.ts';
import type { Resource } from '../wiring/stack.ts';
import type { Wiring } from '../wiring/wiring.ts';
import type { Parts } from './topology.ts';

/** The image registry and the accounts that pull from it. */
export function readAccountTopology({ resourcesOf, manifest, place }: Wiring): Parts {
  const repositories = resourcesOf('AWS::ECR::Repository');
  const serviceOf = (repository: string) =>
    manifest.repositories?.find((one) => one.repository === repository)?.service;
  const byPullers = [...Map.groupBy(repositories, (one) => pullersOf(one).join(' '))];
  const groupId = (index: number) => (index === 0 ? 'registry' : `registry/${index + 1}`);
  const accounts = [...new Set(repositories.flatMap(pullersOf))].sort();
  return {
    groups: byPullers.map((_one, index) => ({
      id: groupId(index),
      label: `image registry of ${place.account} in ${place.region}`,
    })),
    nodes: [
      ...accounts.map((account) => ({
        id: `account/${account}`,
        kind: 'client' as const,
        name: 'account',
        details: [account],
      })),
      ...byPullers.flatMap(([, own], index) =>
        own.map((repository) => {
          const name = String(repository.properties.RepositoryName ?? repository.id);
          const service = serviceOf(name);
          return {
            id: `repository/${repository.id}`,
            kind: 'repository' as const,
            name,
            details: service ? [`images of ${service}`] : [],
            group: groupId(index),
          };
        }),
      ),
    ],
    edges: byPullers.flatMap(([, [first]], index) =>
      (first ? pullersOf(first) : []).map((account) => ({
        from: `account/${account}`,
        to: groupId(index),
        kind: 'call' as const,
        label: 'pulls',
      })),
    ),
  };
}

/** The accounts that a repository's policy lets pull, sorted. */
export function pullersOf({ properties }: Resource): string[] {
  const principals = listOf(fieldsOf(properties.RepositoryPolicyText).Statement)
    .map(fieldsOf)
    .filter(({ Effect, Action }) => Effect === 'Allow' && textsOf(Action).some(isPull))
    .flatMap(({ Principal }) => textsOf(fieldsOf(Principal).AWS ?? Principal));
  // An account stands for itself or in the ARN of its root.
  return [...new Set(principals.map((one) => /\d{12}/.exec(one)?.[0] ?? one))].sort();
}

const isPull = (action: string) => /^ecr:(BatchGetImage|\*)$/i.test(action) || action === '*';
