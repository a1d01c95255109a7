import { relative, resolve } from 'node:path';
import type { ProbeCommand } from '../cli-options.ts';
import { readText } from '../config/read-text.ts';
import type { ToolCall } from '../deploy/probe/ask-tools.ts';
import { findingsOf } from '../deploy/probe/layers.ts';
import { probeServer } from '../deploy/probe/probe-server.ts';
import { type ExitCode, Failure, failOnErrors } from '../diagnostics.ts';
import { type Contract, parseContract } from '../render/contract.ts';
import { isMap } from '../render/plain-values.ts';
import { CONTRACT_CODES } from '../render/read-contracts.ts';
import { drawProbe } from '../report/draw-probe.ts';
import { type Output, printResult } from '../report/output.ts';

/** Where the command is run: the repository, the folder, the environment variables. */
export interface ProbePlaces {
  readonly root: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** `probe`: what an MCP client sees of a server from here. */
export async function runProbe(
  places: ProbePlaces,
  url: string,
  options: Omit<ProbeCommand, 'format'>,
  output: Output,
): Promise<ExitCode> {
  const { tokenVariable, timeout, minDays } = options;
  const token = readToken(places, tokenVariable);
  const contract = readContractFile(places, options.contract);
  const call = readCall(options);
  const report = await probeServer({
    url,
    timeout: timeout * 1000,
    minDays,
    tokenVariable,
    ...(token !== undefined && { token }),
    ...(contract && { contract }),
    ...(call && { call }),
  });
  const layers = report.layers.map(({ finding: _, ...layer }) => layer);
  const value = { ...report, layers };
  const text = drawProbe(report);
  const warnings = findingsOf(report);
  printResult(output, places.root, { schema: 'probe/v1', value, text, warnings });
  return report.isHealthy ? 0 : 1;
}

/** Line breaks around it come from files that tokens are kept in. */
function readToken({ env }: ProbePlaces, variable: string): string | undefined {
  const token = env[variable]?.trim();
  if (token === undefined || token === '') return undefined;
  // RFC 6750 allows fewer characters; these are all that a header can hold.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw usage(`the value of ${variable} can’t be a token`, 'a token has no spaces and only ASCII');
}

function readContractFile({ root, cwd }: ProbePlaces, path?: string): Contract | undefined {
  if (path === undefined) return undefined;
  const file = relative(root, resolve(cwd, path));
  const { text = '', diagnostics } = readText(root, file, CONTRACT_CODES);
  failOnErrors(diagnostics);
  return parseContract(file, text).contract;
}

function readCall(options: Pick<ProbeCommand, 'tool' | 'arguments'>): ToolCall | undefined {
  const { tool: name, arguments: text } = options;
  if (name === undefined && text === undefined) return undefined;
  if (name === undefined) {
    throw usage('`--arguments` says no tool', 'name the tool with `--tool`');
  }
  return { name, arguments: parseArguments(text ?? '{}') };
}

function parseArguments(text: string): ToolCall['arguments'] {
  const hint = `give an object, such as --arguments '{"query": "shoes"}'`;
  try {
    const value: unknown = JSON.parse(text);
    if (isMap(value)) return value;
  } catch {
    throw usage('`--arguments` is not JSON', hint);
  }
  throw usage('`--arguments` is no object', hint);
}

const usage = (message: string, hint: string): Failure =>
  new Failure([{ code: 'usage', severity: 'error', message, hint }]);
