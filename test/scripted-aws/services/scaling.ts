import type {
  DeleteScalingPolicyRequest,
  DeregisterScalableTargetRequest,
  DescribeScalableTargetsRequest,
  DescribeScalableTargetsResponse,
  DescribeScalingPoliciesRequest,
  DescribeScalingPoliciesResponse,
  PutScalingPolicyRequest,
  PutScalingPolicyResponse,
  RegisterScalableTargetRequest,
  RegisterScalableTargetResponse,
  ScalableTarget,
  ScalingPolicy,
} from '@aws-sdk/client-application-auto-scaling';
import { AwsError } from '../aws-error.ts';
import { type Handlers, pageOf } from '../handlers.ts';
import type { World } from '../world.ts';

export interface ScalingState {
  readonly targets: Map<string, ScalableTarget & { readonly arn: string }>;
  readonly policies: Map<string, ScalingPolicy>;
}

export const emptyScaling = (): ScalingState => ({ targets: new Map(), policies: new Map() });

interface Place {
  readonly ServiceNamespace?: string | undefined;
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
  readonly PolicyName?: string | undefined;
}

const keyOf = ({ ServiceNamespace, ResourceId, ScalableDimension }: Place) =>
  `${ServiceNamespace} ${ResourceId} ${ScalableDimension}`;
const policyKey = (place: Place) => `${keyOf(place)} ${place.PolicyName}`;

const notFound = (what: string, { ResourceId }: Place) =>
  new AwsError(
    'ObjectNotFoundException',
    `No ${what} found for service namespace: ecs, resource ID: ${ResourceId}, scalable dimension: ecs:service:DesiredCount`,
  );

/** Registering again changes what is named and leaves the rest. */
function register(
  input: RegisterScalableTargetRequest,
  world: World,
): RegisterScalableTargetResponse {
  const { targets } = world.state.scaling;
  const before = targets.get(keyOf(input));
  if (!before && (input.MinCapacity === undefined || input.MaxCapacity === undefined)) {
    throw new AwsError('ValidationException', 'MinCapacity and MaxCapacity must be specified');
  }
  needService(input, world);
  const arn =
    before?.arn ?? world.arn('application-autoscaling', `scalable-target/${world.unique(32)}`);
  targets.set(keyOf(input), {
    CreationTime: world.now(),
    RoleARN: `arn:aws:iam::${world.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    SuspendedState: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
    ...before,
    ...input,
    ServiceNamespace: input.ServiceNamespace,
    arn,
  } as ScalableTarget & { arn: string });
  return { ScalableTargetARN: arn };
}

function needService({ ResourceId = '' }: Place, { state }: World): void {
  const [, cluster, name] = ResourceId.split('/');
  const found = state.ecs.services.some(
    (one) => one.cluster === cluster && one.name === name && one.status === 'ACTIVE',
  );
  if (!found) throw new AwsError('ValidationException', `ECS service doesn't exist: ${ResourceId}`);
}

/** Targets on a page. Few, so that tests see pages. */
const PAGE = 2;

function describeTargets(
  input: DescribeScalableTargetsRequest,
  world: World,
): DescribeScalableTargetsResponse {
  const wanted = [...world.state.scaling.targets.values()].filter(
    ({ ServiceNamespace, ResourceId = '' }) =>
      ServiceNamespace === input.ServiceNamespace &&
      (input.ResourceIds?.includes(ResourceId) ?? true),
  );
  const { page, next } = pageOf(wanted, input.NextToken, PAGE);
  return {
    ScalableTargets: page.map(({ arn, ...target }) => ({ ...target, ScalableTargetARN: arn })),
    ...(next && { NextToken: next }),
  };
}

function deregister(input: DeregisterScalableTargetRequest, world: World): object {
  const { targets, policies } = world.state.scaling;
  if (!targets.delete(keyOf(input))) throw notFound('scalable target', input);
  for (const key of policies.keys()) if (key.startsWith(`${keyOf(input)} `)) policies.delete(key);
  return {};
}

function putPolicy(input: PutScalingPolicyRequest, world: World): PutScalingPolicyResponse {
  const { targets, policies } = world.state.scaling;
  if (!targets.has(keyOf(input))) throw notFound('scalable target', input);
  const before = policies.get(policyKey(input));
  const PolicyARN =
    before?.PolicyARN ??
    `arn:aws:autoscaling:${world.region}:${world.account}:scalingPolicy:${world.unique(12)}:resource/ecs/${input.ResourceId}:policyName/${input.PolicyName}`;
  const { TargetTrackingScalingPolicyConfiguration: tracking } = input;
  const Alarms = ['AlarmHigh', 'AlarmLow'].map((kind) => ({
    AlarmName: `TargetTracking-${input.ResourceId}-${kind}-${input.PolicyName}`,
    AlarmARN: world.arn('cloudwatch', `alarm:${input.PolicyName}-${kind}`),
  }));
  policies.set(policyKey(input), {
    ...input,
    ...(tracking && {
      TargetTrackingScalingPolicyConfiguration: { DisableScaleIn: false, ...tracking },
    }),
    PolicyType: input.PolicyType ?? 'StepScaling',
    PolicyARN,
    CreationTime: before?.CreationTime ?? world.now(),
    Alarms,
  } as ScalingPolicy);
  return { PolicyARN, Alarms };
}

function describePolicies(
  input: DescribeScalingPoliciesRequest,
  world: World,
): DescribeScalingPoliciesResponse {
  const wanted = [...world.state.scaling.policies.values()].filter(
    ({ ServiceNamespace, ResourceId, PolicyName = '' }) =>
      ServiceNamespace === input.ServiceNamespace &&
      ResourceId === (input.ResourceId ?? ResourceId) &&
      (input.PolicyNames?.includes(PolicyName) ?? true),
  );
  const { page, next } = pageOf(wanted, input.NextToken, PAGE);
  return { ScalingPolicies: page, ...(next && { NextToken: next }) };
}

function deletePolicy(input: DeleteScalingPolicyRequest, world: World): object {
  if (!world.state.scaling.policies.delete(policyKey(input))) {
    throw notFound('scaling policy', input);
  }
  return {};
}

export const scaling: Handlers = {
  RegisterScalableTarget: register,
  DescribeScalableTargets: describeTargets,
  DeregisterScalableTarget: deregister,
  PutScalingPolicy: putPolicy,
  DescribeScalingPolicies: describePolicies,
  DeleteScalingPolicy: deletePolicy,
};
