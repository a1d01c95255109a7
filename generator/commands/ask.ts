import { createInterface } from 'node:readline/promises';
import { finding } from '../deploy/fail.ts';
import { Failure } from '../diagnostics.ts';

/**
 * Asks somebody at a terminal to type something.
 *
 * @param option what says it on the command line, where nobody can be asked
 * @throws {Failure} `deploy/confirm` where nobody is there, or the answer is another
 */
export async function askFor(word: string, question: string, option: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw refused('nobody is at a terminal to confirm this', `say ${option}`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} Type \`${word}\`: `);
    if (answer.trim() === word) return;
  } finally {
    terminal.close();
  }
  throw refused('it was not confirmed, so nothing was done', `type \`${word}\`, or say ${option}`);
}

const refused = (message: string, hint: string): Failure =>
  new Failure([finding('deploy/confirm', message, hint)]);
