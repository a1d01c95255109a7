import {
  ApplicationProtocol,
  AssignPublicIp,
  AvailabilityZoneRebalancing,
  Compatibility,
  ContainerCondition,
  CPUArchitecture,
  DeploymentControllerType,
  DeploymentStrategy,
  EFSAuthorizationConfigIAM,
  EFSTransitEncryption,
  EnvironmentFileType,
  ExpressGatewayServiceScalingMetric,
  FirelensConfigurationType,
  OSFamily,
  PropagateTags,
  ServiceConnectAccessLoggingFormat,
  ServiceConnectIncludeQueryParameters,
  TransportProtocol,
  UlimitName,
  VersionConsistency,
} from '@aws-sdk/client-ecs';
import type { EcsKind } from '../../wiring/ecs-input.ts';

/** A member that takes one of a closed list of values. */
export interface ClosedList {
  readonly of: EcsKind;
  /** Where it stands; see `valuesAt`. */
  readonly member: string;
  readonly values: readonly string[];
}

/** Log drivers that Fargate has (LogConfiguration, `logDriver`). */
const LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];

/** Linux capabilities that a container may lose (KernelCapabilities, `drop`). */
const CAPABILITIES = (
  'ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID ' +
  'IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN ' +
  'NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT ' +
  'SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME ' +
  'SYS_TTY_CONFIG SYSLOG WAKE_ALARM'
).split(' ');

const container = (member: string) => `containerDefinitions.*.${member}`;
const list = (values: Readonly<Record<string, string>>) => Object.values(values);

/**
 * The SDK's own lists, which its schemas lack. Where Fargate has fewer values than ECS, the list
 * says only those (API reference, at each member).
 */
export const closedLists: readonly ClosedList[] = [
  { of: 'task-definition', member: 'networkMode', values: ['awsvpc'] },
  { of: 'task-definition', member: 'pidMode', values: ['task'] },
  { of: 'task-definition', member: 'requiresCompatibilities.*', values: list(Compatibility) },
  {
    of: 'task-definition',
    member: 'runtimePlatform.cpuArchitecture',
    values: list(CPUArchitecture),
  },
  {
    of: 'task-definition',
    member: 'runtimePlatform.operatingSystemFamily',
    values: list(OSFamily),
  },
  {
    of: 'task-definition',
    member: container('portMappings.*.protocol'),
    values: list(TransportProtocol),
  },
  {
    of: 'task-definition',
    member: container('portMappings.*.appProtocol'),
    values: list(ApplicationProtocol),
  },
  {
    of: 'task-definition',
    member: container('logConfiguration.logDriver'),
    values: LOG_DRIVERS,
  },
  {
    of: 'task-definition',
    member: container('dependsOn.*.condition'),
    values: list(ContainerCondition),
  },
  { of: 'task-definition', member: container('ulimits.*.name'), values: list(UlimitName) },
  {
    of: 'task-definition',
    member: container('linuxParameters.capabilities.add.*'),
    values: ['SYS_PTRACE'],
  },
  {
    of: 'task-definition',
    member: container('linuxParameters.capabilities.drop.*'),
    values: CAPABILITIES,
  },
  {
    of: 'task-definition',
    member: container('versionConsistency'),
    values: list(VersionConsistency),
  },
  {
    of: 'task-definition',
    member: container('firelensConfiguration.type'),
    values: list(FirelensConfigurationType),
  },
  {
    of: 'task-definition',
    member: container('environmentFiles.*.type'),
    values: list(EnvironmentFileType),
  },
  {
    of: 'task-definition',
    member: 'volumes.*.efsVolumeConfiguration.transitEncryption',
    values: list(EFSTransitEncryption),
  },
  {
    of: 'task-definition',
    member: 'volumes.*.efsVolumeConfiguration.authorizationConfig.iam',
    values: list(EFSAuthorizationConfigIAM),
  },
  { of: 'service', member: 'launchType', values: ['FARGATE'] },
  {
    of: 'service',
    member: 'capacityProviderStrategy.*.capacityProvider',
    values: ['FARGATE', 'FARGATE_SPOT'],
  },
  // Service Connect needs 1.4.0 (developer guide, "Service Connect considerations").
  { of: 'service', member: 'platformVersion', values: ['1.4.0', 'LATEST'] },
  {
    of: 'service',
    member: 'availabilityZoneRebalancing',
    values: list(AvailabilityZoneRebalancing),
  },
  { of: 'service', member: 'schedulingStrategy', values: ['REPLICA'] },
  { of: 'service', member: 'deploymentController.type', values: list(DeploymentControllerType) },
  {
    of: 'service',
    member: 'deploymentConfiguration.strategy',
    values: list(DeploymentStrategy),
  },
  { of: 'service', member: 'propagateTags', values: list(PropagateTags) },
  {
    of: 'service',
    member: 'networkConfiguration.awsvpcConfiguration.assignPublicIp',
    values: list(AssignPublicIp),
  },
  {
    of: 'express-service',
    member: 'scalingTarget.autoScalingMetric',
    values: list(ExpressGatewayServiceScalingMetric),
  },
  { of: 'service-connect', member: 'logConfiguration.logDriver', values: LOG_DRIVERS },
  {
    of: 'service-connect',
    member: 'accessLogConfiguration.format',
    values: list(ServiceConnectAccessLoggingFormat),
  },
  {
    of: 'service-connect',
    member: 'accessLogConfiguration.includeQueryParameters',
    values: list(ServiceConnectIncludeQueryParameters),
  },
  ...['target', 'policies.*'].flatMap((part): ClosedList[] => [
    { of: 'scaling', member: `${part}.ServiceNamespace`, values: ['ecs'] },
    { of: 'scaling', member: `${part}.ScalableDimension`, values: ['ecs:service:DesiredCount'] },
  ]),
  // Step and predictive policies need settings of their own, which no template writes.
  { of: 'scaling', member: 'policies.*.PolicyType', values: ['TargetTrackingScaling'] },
  {
    of: 'scaling',
    member:
      'policies.*.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType',
    values: [
      'ECSServiceAverageCPUUtilization',
      'ECSServiceAverageMemoryUtilization',
      'ALBRequestCountPerTarget',
    ],
  },
];
