/** `node .github/deploy/read-revert.ts FILE`: of what `rollback` said as JSON, where Git has to go. */
import { readFileSync } from 'node:fs';
import { drawRevert } from './revert.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Usage: node .github/deploy/read-revert.ts FILE');
process.stdout.write(drawRevert(JSON.parse(readFileSync(file, 'utf8'))));
