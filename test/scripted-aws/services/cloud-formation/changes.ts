import { isDeepStrictEqual } from 'node:util';
import type {
  Change,
  ResourceAttribute,
  ResourceChangeDetail,
} from '@aws-sdk/client-cloudformation';
import type { World } from '../../world.ts';
import { isCreateOnly } from './create-only.ts';
import type { Scope } from './evaluate.ts';
import { inOrder } from './order.ts';
import { isWanted, propertiesOf, scopeOf } from './scope.ts';
import type { Content, LiveResource, LiveStack, TemplateResource } from './state.ts';

/** What a content would do to one resource. */
export interface Difference {
  readonly logicalId: string;
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly replaces: boolean;
  readonly properties: readonly string[];
  /** Which parts of a resource that stays differ. */
  readonly scopes: readonly ResourceAttribute[];
  readonly live?: LiveResource;
  readonly resource?: TemplateResource;
}

/** Parts beside the properties whose change CloudFormation tells. `DependsOn` is not among them. */
const ATTRIBUTES = ['Metadata', 'DeletionPolicy', 'UpdateReplacePolicy'] as const;

/**
 * All that differs, in the order of dependencies; what is removed comes last, dependents first.
 *
 * @param revertsDrift a drift-aware change set: what was changed by hand is put back
 */
export function differencesOf(
  stack: LiveStack,
  content: Content,
  world: World,
  revertsDrift = stack.revertsDrift ?? false,
): Difference[] {
  // Ids of what is replaced are not known any more to whatever comes after it.
  const replaced = new Set<string>();
  const scope = scopeOf(stack, content, world, replaced);
  const { Resources } = content.template;
  const wanted = inOrder(content.template).filter((id) => isWanted(Resources[id] ?? {}, scope));
  const tagged = !isDeepStrictEqual(stack.content?.tags ?? content.tags, content.tags);
  const changed = wanted.flatMap((logicalId) => {
    const resource = Resources[logicalId];
    const difference = resource && compare(stack, logicalId, resource, scope, tagged);
    if (difference?.replaces) replaced.add(logicalId);
    return difference ?? (revertsDrift ? driftOf(stack, logicalId, world) : []);
  });
  return [...changed, ...removedFrom(stack, new Set(wanted))];
}

/** What was changed by hand of a resource that its template leaves as it is. */
function driftOf(stack: LiveStack, logicalId: string, { state }: World): Difference[] {
  const drift = state.cloudFormation.drifts.find(
    (one) => one.stack === stack.name && one.logicalId === logicalId,
  );
  const live = stack.resources.get(logicalId);
  if (!drift || !live || drift.status === 'NOT_CHECKED') return [];
  const properties = (drift.differences ?? []).map(({ path }) => path.split('/')[1] ?? '');
  const scopes = ['Properties'] as const;
  return [{ logicalId, action: 'Modify', replaces: false, properties, scopes, live }];
}

function compare(
  stack: LiveStack,
  logicalId: string,
  resource: TemplateResource,
  scope: Scope,
  tagged: boolean,
): Difference | undefined {
  const live = stack.resources.get(logicalId);
  const base = { logicalId, replaces: false, properties: [], scopes: [], resource };
  if (!live) return { ...base, action: 'Add' };
  if (live.type !== resource.Type) return { ...base, action: 'Modify', replaces: true, live };
  const after = propertiesOf(resource, scope);
  const names = [...new Set([...Object.keys(live.properties), ...Object.keys(after)])];
  const properties = names.filter((name) => !isDeepStrictEqual(live.properties[name], after[name]));
  const before = stack.content?.template.Resources[logicalId];
  const scopes: ResourceAttribute[] = [
    ...(properties.length > 0 ? (['Properties'] as const) : []),
    ...ATTRIBUTES.filter((name) => !isDeepStrictEqual(before?.[name], resource[name])),
    ...(tagged ? (['Tags'] as const) : []),
  ];
  const replaces = properties.some((name) => isCreateOnly(resource.Type, name));
  return scopes.length === 0
    ? undefined
    : { ...base, action: 'Modify', replaces, properties, scopes, live };
}

function removedFrom(stack: LiveStack, wanted: ReadonlySet<string>): Difference[] {
  const old = stack.content ? inOrder(stack.content.template) : [];
  return [...new Set([...old, ...stack.resources.keys()])].reverse().flatMap((logicalId) => {
    const live = stack.resources.get(logicalId);
    if (!live || wanted.has(logicalId)) return [];
    return { logicalId, action: 'Remove', replaces: false, properties: [], scopes: [], live };
  });
}

/** A difference as a change set tells it. */
export function changeOf(stack: LiveStack, difference: Difference, world: World): Change {
  const { logicalId, action, live, resource, properties, scopes, replaces } = difference;
  const told = world.state.cloudFormation.replacements.get(`${stack.name}/${logicalId}`);
  const type = resource?.Type ?? live?.type;
  const detail = (Name: string): ResourceChangeDetail => ({
    Target: {
      Attribute: 'Properties',
      Name,
      RequiresRecreation: isCreateOnly(type ?? '', Name) ? 'Always' : 'Never',
    },
    Evaluation: 'Static',
    ChangeSource: 'DirectModification',
  });
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: action,
      LogicalResourceId: logicalId,
      ...(live && { PhysicalResourceId: live.physicalId }),
      ...(type !== undefined && { ResourceType: type }),
      ...(action === 'Modify' && { Replacement: told ?? (replaces ? 'True' : 'False') }),
      ...(action === 'Remove' && { PolicyAction: live?.isRetained ? 'Retain' : 'Delete' }),
      Scope: [...scopes],
      Details: properties.map(detail),
    },
  };
}
