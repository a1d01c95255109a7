import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export type LogLine = Readonly<Record<string, unknown>>;

export interface Program extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly lines: readonly LogLine[];
  /** The first log line with this message, be it written already or not. */
  waitFor(message: string): Promise<LogLine>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Runs a file as its container would: Node alone, and no variables but the given ones. */
export function runProgram(file: string, environment: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: LogLine[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(JSON.parse(line)));
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  const find = (message: string) => lines.find(({ msg }) => msg === message);
  return {
    process: child,
    lines,
    ended,
    async waitFor(message) {
      while (!find(message)) {
        const gone = await Promise.race([
          once(output, 'line').then(() => false),
          ended.then(() => true),
        ]);
        if (gone && !find(message))
          throw new Error(`ended before "${message}": ${JSON.stringify(lines)}`);
      }
      return find(message) as LogLine;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
