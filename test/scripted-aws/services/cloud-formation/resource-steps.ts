import type { World } from '../../world.ts';
import type { Difference } from './changes.ts';
import { makeElsewhere, removeElsewhere } from './effects.ts';
import { identify } from './physical.ts';
import { propertiesOf, scopeOf } from './scope.ts';
import type { Content, LiveResource, LiveStack } from './state.ts';

/** What is done to one resource. */
export interface Step {
  readonly logicalId: string;
  readonly verb: 'CREATE' | 'UPDATE' | 'DELETE';
  /** Does it; the reason when it can't. */
  readonly act: () => string | undefined;
}

/** How a difference is brought about. */
export function stepsOf(
  stack: LiveStack,
  content: Content,
  difference: Difference,
  world: World,
): Step[] {
  const { logicalId, action, replaces, live } = difference;
  const make: Step = {
    logicalId,
    verb: 'CREATE',
    act: () => create(stack, content, logicalId, world),
  };
  if (action === 'Add') return [make];
  if (action === 'Remove' || !live) {
    return [{ logicalId, verb: 'DELETE', act: () => remove(stack, logicalId, world) }];
  }
  if (!replaces) {
    return [{ logicalId, verb: 'UPDATE', act: () => update(stack, content, logicalId, world) }];
  }
  const replace = () => {
    const failure = create(stack, content, logicalId, world);
    if (failure !== undefined) return failure;
    if (content.template.Resources[logicalId]?.UpdateReplacePolicy !== 'Retain') {
      removeElsewhere(live, world);
    }
    return undefined;
  };
  return [{ logicalId, verb: 'UPDATE', act: replace }];
}

function create(
  stack: LiveStack,
  content: Content,
  logicalId: string,
  world: World,
): string | undefined {
  const resource = content.template.Resources[logicalId];
  if (!resource) return `the template has no ${logicalId}`;
  const properties = propertiesOf(resource, scopeOf(stack, content, world));
  const made: LiveResource = {
    logicalId,
    type: resource.Type,
    physicalId: identify(resource.Type, properties, `${stack.name}-${logicalId}`, world),
    properties,
    isRetained: resource.DeletionPolicy === 'Retain',
    status: 'CREATE_IN_PROGRESS',
    at: world.now(),
  };
  const failure = makeElsewhere(made, world);
  if (failure === undefined) stack.resources.set(logicalId, made);
  return failure;
}

function update(stack: LiveStack, content: Content, logicalId: string, world: World): undefined {
  const resource = content.template.Resources[logicalId];
  const live = stack.resources.get(logicalId);
  if (resource && live) {
    live.properties = propertiesOf(resource, scopeOf(stack, content, world));
    live.isRetained = resource.DeletionPolicy === 'Retain';
  }
  const { drifts } = world.state.cloudFormation;
  const drifted = drifts.findIndex(
    (one) => one.stack === stack.name && one.logicalId === logicalId,
  );
  if (drifted >= 0 && stack.revertsDrift) drifts.splice(drifted, 1);
  return undefined;
}

function remove(stack: LiveStack, logicalId: string, world: World): string | undefined {
  const live = stack.resources.get(logicalId);
  // What a rollback removes was made by the operation that it undoes.
  const isBack = stack.status.includes('ROLLBACK_IN_PROGRESS');
  const isKept = live?.isRetained && !(stack.retainsNothingNew && isBack);
  const failure = live && !isKept ? removeElsewhere(live, world) : undefined;
  if (failure === undefined) stack.resources.delete(logicalId);
  return failure;
}
