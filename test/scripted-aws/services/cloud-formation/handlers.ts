import type { Handlers } from '../../handlers.ts';
import {
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
  listChangeSets,
} from './change-sets.ts';
import {
  describeStackDriftDetectionStatus,
  describeStackResourceDrifts,
  detectStackDrift,
} from './drift.ts';
import { describeStackEvents, describeStackResources, listStackResources } from './events.ts';
import {
  continueUpdateRollback,
  deleteStack,
  describeStacks,
  getTemplate,
  updateTerminationProtection,
} from './stacks.ts';

export const cloudFormation: Handlers = {
  CreateChangeSet: createChangeSet,
  DescribeChangeSet: describeChangeSet,
  ListChangeSets: listChangeSets,
  DeleteChangeSet: deleteChangeSet,
  ExecuteChangeSet: executeChangeSet,
  DescribeStacks: describeStacks,
  GetTemplate: getTemplate,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResources: describeStackResources,
  ListStackResources: listStackResources,
  UpdateTerminationProtection: updateTerminationProtection,
  ContinueUpdateRollback: continueUpdateRollback,
  DeleteStack: deleteStack,
  DetectStackDrift: detectStackDrift,
  DescribeStackDriftDetectionStatus: describeStackDriftDetectionStatus,
  DescribeStackResourceDrifts: describeStackResourceDrifts,
};
