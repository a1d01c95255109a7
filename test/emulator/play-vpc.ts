import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Release } from '../../generator/deploy/release/release.ts';
import { freePort, runProgram } from '../../services/shared/test-support/run-program.ts';
import { repository } from '../support/scratch.ts';
import type { OneOff, OneOffResult, RunOneOff } from './ecs/one-off-tasks.ts';
import type { Emulator } from './start-emulator.ts';

/** A VPC of which the addresses of tasks lead to processes on this machine. */
export interface PlayedVpc {
  /** Runs the command of a task that is run once, for `startEmulator`. */
  readonly runTask: RunOneOff;
  /**
   * Starts a service's own program with the variables of its rendered task definition. It answers at the
   * addresses of all of its tasks, until the test ends.
   */
  readonly start: (
    emulator: Pick<Emulator, 'moto' | 'env'>,
    release: Release,
    service: string,
  ) => Promise<void>;
}

export function playVpc(t: Pick<TestContext, 'after'>): PlayedVpc {
  /** Ports of this machine by the container port that they stand for. */
  const ports = new Map<number, number>();
  return {
    runTask: (task) => runHere(task, ports),
    start: async ({ moto, env }, release, service) => {
      const container = release.wiring.services.find(({ name }) => name === service)?.containers[0];
      const own = (container?.environment ?? []).map(({ name, value }) => [name, value]);
      const port = await freePort();
      const program = runProgram(join(repository, `services/${service}/src/main.ts`), {
        ...env,
        // What a service asks of AWS is no request of a deployment, so it is not counted.
        AWS_ENDPOINT_URL: moto.url,
        ...Object.fromEntries(own),
        PORT: String(port),
        HOST: '127.0.0.1',
      });
      t.after(() => program[Symbol.asyncDispose]());
      await program.waitFor('listening');
      for (const { containerPort = 0 } of container?.portMappings ?? []) {
        ports.set(containerPort, port);
      }
    },
  };
}

/** An address of a task and a port of its container. */
const ADDRESS = /\b10(?:\.\d{1,3}){3}:(\d+)\b/g;

function runHere({ command }: OneOff, ports: ReadonlyMap<number, number>): Promise<OneOffResult> {
  const [program, ...given] = command;
  if (program !== 'node') throw new Error(`only node can be run here, not ${program}`);
  const args = given.map((arg) =>
    arg.replaceAll(ADDRESS, (_, port: string) => `127.0.0.1:${ports.get(Number(port)) ?? 9}`),
  );
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: {} }, (error, stdout) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({ exitCode: error ? Number(error.code ?? 1) : 0, lines });
    });
  });
}
