import type { ConverseRequest, Reply } from '../converse-types.ts';
import { categoriesStep } from './categories-step.ts';
import { chooseTask } from './choose-step.ts';
import { findTurns, readProducts, type Turn } from './find-earlier.ts';
import { findTools, type Toolbox } from './find-tools.ts';
import { lookUpStep } from './look-up-step.ts';
import { EMPTY_MEMORY, type Memory, rememberProducts } from './memory.ts';
import { narrowStep } from './narrow-step.ts';
import { parseQuestion } from './parse-question.ts';
import { productsStep } from './products-step.ts';
import { plainText } from './scanner.ts';
import { searchStep } from './search-step.ts';
import { smallTalk, WHO } from './small-talk.ts';
import { type Scene, type Step, say } from './step.ts';
import type { Task } from './task.ts';

/** A caller that changes the inputs of calls would be asked for them again and again. */
const MOST_CALLS = 40;

/**
 * The offline model: from what a model sees (messages and tool specs) to what a model answers.
 * It keeps nothing between requests; each time it reads the conversation again from its beginning.
 */
export function plan(request: ConverseRequest): Reply {
  const toolbox = findTools(request.toolConfig);
  const turns = findTurns(request);
  const turn = turns.at(-1);
  if (!turn) return { text: `I can only read text. ${WHO}` };
  const memory = turns
    .slice(0, -1)
    .reduce((soFar, earlier) => relive(earlier, soFar, toolbox), EMPTY_MEMORY);
  if (turn.calls.length >= MOST_CALLS) {
    return { text: 'I gave up: the tools did not give me what I asked them for.' };
  }
  const step = answerTurn(turn, memory, toolbox);
  return 'calls' in step ? { toolUse: step.calls } : { text: step.text };
}

/** What an earlier turn left to remember. One that was broken off leaves what its tools returned. */
function relive(turn: Turn, memory: Memory, toolbox: Toolbox): Memory {
  const step = answerTurn(turn, memory, toolbox);
  if ('memory' in step) return step.memory;
  const products = turn.calls.flatMap(({ result }) => readProducts(result?.products));
  return rememberProducts(memory, products);
}

function answerTurn({ question, calls }: Turn, memory: Memory, toolbox: Toolbox): Step {
  const scene: Scene = { calls, memory, toolbox };
  const talk = smallTalk(plainText(question));
  if (talk !== undefined) return say(talk, scene);
  return carryOut(chooseTask(parseQuestion(question, toolbox.categories), memory), scene);
}

function carryOut(task: Task, scene: Scene): Step {
  switch (task.kind) {
    case 'say':
      return say(task.text, scene);
    case 'categories':
      return categoriesStep(scene);
    case 'search':
      return searchStep(task, scene);
    case 'narrow':
      return narrowStep(task, scene);
    case 'look-up':
      return lookUpStep(task, scene);
    case 'products':
      return productsStep(task, scene);
  }
}
