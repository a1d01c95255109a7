import { changesSomething, type Plan, type PlanStep } from '../deploy/plan/plan.ts';
import type { Detail } from '../diff/entry.ts';
import { paint, type Style } from './paint.ts';
import { visibleText } from './visible-text.ts';

/** How an action reads, and its colour. */
const MARKS: Readonly<Record<string, readonly [string, Style]>> = {
  create: ['+', 'green'],
  put: ['+', 'green'],
  update: ['~', 'yellow'],
  recreate: ['±', 'red'],
  delete: ['-', 'red'],
  mend: ['!', 'yellow'],
  blocked: ['!', 'red'],
  report: ['!', 'yellow'],
  skip: ['·', 'dim'],
  none: ['·', 'dim'],
};

/** A plan for people: what happens, in order, and below each step why. */
export function drawPlan(plan: Plan, colour = false): string {
  const changing = plan.steps.filter(changesSomething).length;
  const title = `${plan.environment} (account ${plan.account}, ${plan.region}): ${
    changing === 0 ? 'nothing to change' : `${changing} ${changing === 1 ? 'step' : 'steps'}`
  }`;
  return [title, ...drawSteps(plan.steps, colour)].join('\n');
}

/** A line a step, with why below it. */
export const drawSteps = (steps: readonly PlanStep[], colour: boolean): string[] =>
  steps.flatMap((step) => drawStep(step, colour));

function drawStep(step: PlanStep, colour: boolean): string[] {
  const [mark, style] = MARKS[step.action] ?? ['?', 'red'];
  const head = `  ${paint(colour, style, mark)} ${visibleText(`${nameOf(step)}: ${sentenceOf(step)}`)}`;
  return [head, ...reasonsOf(step).map((line) => `      ${visibleText(line)}`)];
}

function nameOf(step: PlanStep): string {
  switch (step.phase) {
    case 'stacks':
      return `stack ${step.stack}`;
    case 'seed':
      return `seed ${step.key}`;
    case 'scaling':
      return `scaling ${step.service}`;
    default:
      return `service ${step.service}`;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  create: 'is made',
  update: 'is updated',
  recreate: 'is deleted and made anew',
  delete: 'is drained and deleted',
  mend: 'has to be mended first',
  blocked: 'can’t be changed',
  report: 'runs and is no longer rendered; `--prune` deletes it',
  put: 'is uploaded',
  skip: 'is not deployed',
  none: 'nothing to change',
};

function sentenceOf(step: PlanStep): string {
  const word = WORDS[step.action] ?? step.action;
  const reason = 'reason' in step ? step.reason : undefined;
  const details = [
    ...(reason ? [reason] : []),
    ...('restarts' in step && step.restarts ? ['starts new tasks'] : []),
  ];
  return details.length > 0 ? `${word} (${details.join('; ')})` : word;
}

/** A stack of many new resources need not be listed one by one. */
const ADDED_SHOWN = 5;

function reasonsOf(step: PlanStep): string[] {
  switch (step.phase) {
    case 'stacks':
      return reasonsOfStack(step);
    case 'services':
      return [
        ...(step.taskDefinition?.action === 'register'
          ? [`a new revision of ${step.taskDefinition.family} is registered`]
          : []),
        ...step.changes.map(drawChange),
        ...(step.redeployFor ?? []).map(
          (server) => `new tasks, because running ones never see ${server}, which is new`,
        ),
      ];
    case 'scaling':
      return step.changes.map(drawChange);
    default:
      return [];
  }
}

function reasonsOfStack(step: Extract<PlanStep, { readonly phase: 'stacks' }>): string[] {
  const { changes, parameters, protection, mend, waitsFor, status, action, others } = step;
  const added = changes.filter(({ impact }) => impact === 'added');
  const changed = changes.filter(({ impact }) => impact !== 'added');
  return [
    ...(mend ? [`${status}: ${mend.says}`, mend.command] : []),
    ...changed.map(
      ({ logicalId, type, impact, isData }) =>
        `${logicalId} (${type}): ${impact.replaceAll('-', ' ')}${isData && impact !== 'updated' ? ', data' : ''}`,
    ),
    ...added.slice(0, ADDED_SHOWN).map(({ logicalId, type }) => `${logicalId} (${type}): added`),
    ...(added.length > ADDED_SHOWN ? [`and ${added.length - ADDED_SHOWN} more added`] : []),
    ...others.map((what) => `${what}: updated`),
    ...(action === 'create'
      ? []
      : parameters.map(({ key, ...values }) => drawChange({ path: key, ...values }))),
    ...(protection.before === protection.after
      ? []
      : [
          `termination protection: ${drawSwitch(protection.before)} → ${drawSwitch(protection.after)}`,
        ]),
    ...(action === 'none' && waitsFor.length > 0
      ? [`compared again once ${waitsFor.join(', ')} has changed`]
      : []),
  ];
}

const drawSwitch = (isOn: boolean | undefined): string => (isOn ? 'on' : 'off');

/** A value as it is and as it becomes. */
export function drawChange({ path, before, after }: Detail): string {
  return `${path}: ${drawValue(before)} → ${drawValue(after)}`;
}

const drawValue = (value: unknown): string =>
  value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
