import { describeTools } from '../tools/describe-tools.ts';
import type { Tool } from '../tools/tool.ts';

/**
 * The contract of the tools, as `contract.json` holds it: what a client reads in `tools/list` while
 * no catalog has loaded. A catalog adds hints to descriptions and changes nothing else.
 */
export function contractText(tools: readonly Tool[]): string {
  const contract = { schema: 'contract/v1', ...describeTools(tools)(undefined) };
  return `${JSON.stringify(contract, null, 2)}\n`;
}
