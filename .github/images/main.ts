/**
 * Says which images to build, as a line `builds=[…]` for `$GITHUB_OUTPUT`, on Node alone: those of the
 * services whose code differs from a commit, or of all where that is not to be had.
 *
 *     node .github/images/main.ts <environment> [<commit>]
 *
 * The environment says which services there are, for which architecture, and where images go.
 */
import { readFileSync } from 'node:fs';
import { listChanged } from '../deploy/list-changed.ts';
import { findChanged } from './find-changed.ts';
import { planBuild } from './plan-builds.ts';
import { readServices } from './read-services.ts';

const [environment, commit = ''] = process.argv.slice(2);
if (!environment) {
  throw new Error('Usage: node .github/images/main.ts ENVIRONMENT [COMMIT]');
}
const root = process.cwd();
const services = readServices(root, environment);
const ignore = readFileSync('.dockerignore', 'utf8');
const changed = findChanged(services, listChanged(root, commit), ignore);
process.stdout.write(`builds=${JSON.stringify(changed.map(planBuild))}\n`);
