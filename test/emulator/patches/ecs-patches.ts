import {
  createExpressService,
  deleteExpressService,
  describeExpressService,
  updateExpressService,
} from '../ecs/express-services.ts';
import { type RunOneOff, runTask } from '../ecs/one-off-tasks.ts';
import { JsonRefusal } from '../ecs/refusal.ts';
import {
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
} from '../ecs/service-deployments.ts';
import {
  createService,
  deleteService,
  describeServices,
  listServices,
  updateService,
} from '../ecs/services.ts';
import { describeTaskDefinition, registerTaskDefinition } from '../ecs/task-definitions.ts';
import { describeTasks, listTasks } from '../ecs/tasks.ts';
import type { Patch } from '../patch.ts';

type Row = readonly [operation: string, reason: string, answer: Patch['answer']];

const rows = (run: RunOneOff): readonly Row[] => [
  ['RegisterTaskDefinition', 'fills in fewer defaults', registerTaskDefinition],
  [
    'DescribeTaskDefinition',
    'tells an inactive revision when asked for a family',
    describeTaskDefinition,
  ],
  ['CreateService', 'takes duplicates and unknown port names, keeps little', createService],
  ['UpdateService', 'keeps little of what is asked for', updateService],
  ['DescribeServices', 'knows no Service Connect; no rollout ever completes', describeServices],
  ['ListServices', 'tells inactive ones, and all in one page', listServices],
  ['DeleteService', 'knows no Service Connect', deleteService],
  ['ListTasks', 'starts no tasks for services', listTasks],
  ['DescribeTasks', 'starts no tasks for services; tasks never end by themselves', describeTasks],
  [
    'RunTask',
    'answers 500 for containers without memory of their own; runs nothing, writes no log',
    runTask(run),
  ],
  ['ListServiceDeployments', 'answers 500', listServiceDeployments],
  ['DescribeServiceDeployments', 'answers 500', describeServiceDeployments],
  ['DescribeServiceRevisions', 'answers 500', describeServiceRevisions],
  ['CreateExpressGatewayService', 'answers 500', createExpressService],
  ['DescribeExpressGatewayService', 'answers 500', describeExpressService],
  ['UpdateExpressGatewayService', 'answers 500', updateExpressService],
  ['DeleteExpressGatewayService', 'answers 500', deleteExpressService],
];

export const ecsPatches = (run: RunOneOff): readonly Patch[] =>
  rows(run).map(([operation, reason, answer]) => ({
    service: 'ecs',
    operations: [operation],
    reason,
    answer: async (exchange) => {
      try {
        return await answer(exchange);
      } catch (error) {
        if (error instanceof JsonRefusal) return error.answer;
        throw error;
      }
    },
  }));
