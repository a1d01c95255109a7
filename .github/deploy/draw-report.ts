/**
 * `node .github/deploy/draw-report.ts TITLE FILE`: the text of a file as Markdown, for the summary of a
 * run or the body of a pull request; on Node alone.
 */
import { readFileSync } from 'node:fs';
import { drawBlock } from './draw-block.ts';

const [title, file] = process.argv.slice(2);
if (title === undefined || file === undefined) {
  throw new Error('Usage: node .github/deploy/draw-report.ts TITLE FILE');
}
process.stdout.write(`### ${title}\n\n${drawBlock(readFileSync(file, 'utf8'))}\n`);
