import { type ExitCode, Failure } from '../diagnostics.ts';
import { startBedrockStandIn } from '../local/bedrock/server.ts';
import { describeStart } from '../local/print-start.ts';
import { startChain } from '../local/start-chain.ts';
import { listenForStop } from '../local/stop-signals.ts';

export interface LocalOptions {
  /** The repository's folder. */
  readonly root: string;
  /** Prints the services' log lines as they are. The runner's own lines then go to stderr. */
  readonly raw?: boolean;
  /** Colours the log; the caller knows whether this is a terminal. */
  readonly colour?: boolean;
}

export interface LineOutput {
  stdout(line: string): void;
  stderr(line: string): void;
}

/**
 * Runs the rendered environment `local` until it is stopped.
 *
 * @returns the exit code once everything has ended
 * @throws {Failure} when it can't start, or ended because a service died too often
 */
export async function runLocal(options: LocalOptions, output: LineOutput): Promise<ExitCode> {
  const { root, raw = false, colour = false } = options;
  const began = performance.now();
  const progress = raw ? output.stderr : output.stdout;
  const signals = listenForStop();
  signals.stop.addEventListener('abort', () => progress('stopping; again to end at once'));
  try {
    const chain = await startChain({
      root,
      raw,
      colour,
      progress,
      output: output.stdout,
      startModel: startBedrockStandIn,
      stopSignal: signals.stop,
      killSignal: signals.kill,
    });
    for (const line of describeStart(chain, performance.now() - began)) progress(line);
    const { exitCode, diagnostics } = await chain.ended;
    if (diagnostics.length > 0) throw new Failure(diagnostics, exitCode);
    return exitCode;
  } catch (error) {
    if (signals.stop.aborted && error === signals.stop.reason) return 0;
    throw error;
  } finally {
    signals.close();
  }
}
