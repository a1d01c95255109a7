import { arnOfSecret } from '../check/wiring/uses.ts';
import { textsOf } from '../render/plain-values.ts';
import type { Statement } from '../wiring/roles.ts';
import type { WiredService } from '../wiring/wired-service.ts';
import type { Wiring } from '../wiring/wiring.ts';
import { apiNode, verbOf } from './api-stores.ts';
import { type Arn, readArn } from './arn.ts';
import type { TopologyNode } from './topology.ts';

/** What a service reaches besides other services, and how. */
export interface Use {
  readonly service: WiredService;
  readonly node: TopologyNode;
  readonly label: string;
  readonly port?: number;
}

/** APIs that the task roles allow, and secrets that ECS hands to tasks when they start. */
export const readApiUses = (wiring: Wiring): Use[] =>
  wiring.services.flatMap((service) => [
    ...allowedUses(service, wiring),
    ...secretUses(service, wiring),
  ]);

function allowedUses(service: WiredService, { roleUses, behind }: Wiring): Use[] {
  const statements = roleUses
    .filter((used) => used.service === service && used.part === 'taskRoleArn')
    .flatMap(({ role }) => role.statements)
    .filter(({ effect }) => effect === 'Allow');
  const found = statements.flatMap((statement) => {
    const verbs = actionsOf(statement).map(verbOf);
    return arnsOf(statement, behind).flatMap((arn) => {
      const node = apiNode(arn);
      return node ? [{ node, verbs }] : [];
    });
  });
  return [...Map.groupBy(found, ({ node }) => node.id).values()].flatMap((same) => {
    // A model's profile says more than the model; its name is the model's with a Region in front.
    const [node] = same.map((one) => one.node).toSorted(byDetailLength);
    const label = [...new Set(same.flatMap(({ verbs }) => verbs))].sort().join(', ');
    return node ? [{ service, node, label }] : [];
  });
}

const byDetailLength = (a: TopologyNode, b: TopologyNode) =>
  (b.details[0]?.length ?? 0) - (a.details[0]?.length ?? 0);

/** What a statement with `NotAction` allows is nearly everything. */
const actionsOf = ({ fields }: Statement): string[] =>
  fields.NotAction === undefined ? textsOf(fields.Action) : ['*:*'];

/** `*` is whatever the services of the actions hold. */
function arnsOf({ fields }: Statement, behind: Wiring['behind']): Arn[] {
  const any = (): Arn[] =>
    actionsOf({ fields } as Statement).map((action) => ({
      service: action.split(':')[0] ?? action,
      resource: '*',
    }));
  if (fields.Resource === undefined) return any();
  return textsOf(fields.Resource).flatMap((text) => readArn(text, behind) ?? any());
}

function secretUses(service: WiredService, { behind }: Wiring): Use[] {
  const references = service.containers.flatMap(({ secrets = [] }) =>
    secrets.flatMap(({ valueFrom = '' }) => (valueFrom.startsWith('arn:') ? [valueFrom] : [])),
  );
  const nodes = references.flatMap((reference) => {
    const arn = readArn(arnOfSecret(reference), behind);
    return (arn && apiNode(arn)) ?? [];
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return [...byId.values()].map((node) => ({ service, node, label: 'at start' }));
}
