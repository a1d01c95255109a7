import { type Diagnostic, Failure } from '../../diagnostics.ts';
import { type Contract, readContract } from '../../render/contract.ts';
import { finding } from '../fail.ts';
import { compareOffer } from '../probe/compare-offer.ts';
import { LayerError } from '../probe/layers.ts';
import { hideInLine } from './hide-in-line.ts';
import type { TaskAnswer } from './read-answers.ts';

/** What answers mean, in the order in which they are tried. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|no answer in time/,
    'look whether the service’s security group lets itself in on the container’s port (stack platform)',
  ],
  [/ECONNREFUSED/, 'nothing listens on the container’s port: look at `port` in the config'],
  [/HTTP 403/, 'the server refuses the name by which its clients call it: look at ALLOWED_HOSTS'],
  [/HTTP 40[14]/, 'look at the path of the URL by which its clients call it'],
];

const USUAL_HINT = 'its log says more';

/**
 * What is wrong with what the tasks of a server answered; nothing where all serve the contract.
 *
 * @param nameOf the task at an address, for people
 */
export function judgeAnswers(
  service: string,
  contract: Contract,
  answers: readonly TaskAnswer[],
  nameOf: (at: string) => string,
): Diagnostic[] {
  const problems = answers.map((answer) => ({ answer, problem: problemOf(contract, answer) }));
  const groups = Map.groupBy(problems, ({ problem }) => problem?.text ?? '');
  groups.delete('');
  return [...groups.values()].flatMap((members) => {
    const [{ problem } = {}] = members;
    if (!problem) return [];
    const tasks = members.map(({ answer }) => nameOf(answer.at)).join(', ');
    const whose = members.length === answers.length ? 'every task' : `task ${tasks}`;
    const others = members.length === answers.length ? '' : `; the others are not concerned`;
    const message = `${whose} of ${service} ${problem.text}${others}`;
    return [finding('deploy/contract', message, problem.hint)];
  });
}

interface Problem {
  readonly text: string;
  readonly hint: string;
}

function problemOf(contract: Contract, { tools, error }: TaskAnswer): Problem | undefined {
  if (!tools) {
    const said = hideInLine(error ?? 'no answer');
    const [, hint = USUAL_HINT] = HINTS.find(([pattern]) => pattern.test(said)) ?? [];
    return { text: `does not answer tools/list: ${said}`, hint };
  }
  try {
    compareOffer(contract, readContract({ schema: 'contract/v1', tools }));
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Failure) {
      const text = `names tools that are none by MCP: ${hideInLine(thrown.message)}`;
      return { text, hint: 'mend the server, and write its contract again' };
    }
    if (!(thrown instanceof LayerError)) throw thrown;
    const { message, hint = USUAL_HINT } = thrown.finding;
    return { text: `has other tools: ${hideInLine(message, 900)}`, hint };
  }
}
