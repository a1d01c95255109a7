/**
 * `node .github/probe/list-servers.ts ENVIRONMENT STATUS_FILE`: the MCP servers of an environment, a
 * line each: service, path of its contract, and its URL, or `-` where none leads to it from outside.
 */
import { readFileSync } from 'node:fs';
import { listServers } from './servers.ts';

const [environment, file] = process.argv.slice(2);
if (!environment || file === undefined) {
  throw new Error('Usage: node .github/probe/list-servers.ts ENVIRONMENT STATUS_FILE');
}
const folder = `environments/${environment}/rendered`;
const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
const status = JSON.parse(readFileSync(file, 'utf8'));
for (const { service, contract, url } of listServers(manifest, status)) {
  process.stdout.write(`${service} ${folder}/${contract} ${url ?? '-'}\n`);
}
