import { textsOf } from '../../render/plain-values.ts';
import type { Release } from '../release/release.ts';
import type { DeployedService } from './deployed-services.ts';

/** A model of Amazon Bedrock, or a profile that routes to one in several Regions. */
export interface NeededModel {
  readonly kind: 'inference-profile' | 'foundation-model';
  readonly id: string;
  readonly services: readonly string[];
}

const MODEL =
  /^arn:[\w-]+:bedrock:[^:]*:[^:]*:(?<kind>inference-profile|foundation-model)\/(?<id>[\w.:-]+)$/;

/** Models are known by what the services' own roles may call, so nobody has to know an environment variable. */
export function readModels(
  { wiring }: Release,
  services: readonly DeployedService[],
): NeededModel[] {
  const uses = wiring.roleUses
    .filter(({ part, service }) => part === 'taskRoleArn' && services.includes(service))
    .flatMap(({ service, role }) =>
      role.statements
        .filter(({ effect, fields }) => effect === 'Allow' && mayInvoke(fields.Action))
        .flatMap(({ fields }) => textsOf(fields.Resource))
        .flatMap((arn) => {
          const { kind, id } = MODEL.exec(arn)?.groups ?? {};
          return id ? [{ kind: kind as NeededModel['kind'], id, service: service.name }] : [];
        }),
    );
  return [...Map.groupBy(uses, ({ kind, id }) => `${kind}/${id}`).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { kind, id } = first;
    return [{ kind, id, services: [...new Set(own.map(({ service }) => service))] }];
  });
}

const mayInvoke = (actions: unknown) =>
  textsOf(actions).some((action) => action.startsWith('bedrock:InvokeModel'));
