import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { startOrphanGuard } from '../../generator/local/orphan-guard.ts';

/** Lines of moto's own output that are kept, so that a test that fails can show why. */
const KEPT_LINES = 40;

/** A line that tells of a request that moto answered. */
const ACCESS = /" \d{3} -$/;

export interface MotoProcess {
  readonly pid: number;
  readonly url: string;
  /** The end of what moto printed. */
  readonly output: () => string;
}

/** Where moto is installed; otherwise the test is skipped loudly, or fails with `CI=true`. */
export function hasMoto(t: Pick<TestContext, 'skip'>): boolean {
  if (spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0) return true;
  const reason =
    "moto_server does not work on this machine; `pip install 'moto[server]'` brings it";
  if (process.env.CI === 'true') throw new Error(reason);
  t.skip(`NOT CHECKED: ${reason}`);
  return false;
}

/** Starts moto on a free port. It ends with the test, and with the test's process however that ends. */
export async function startMoto(
  t: Pick<TestContext, 'after'>,
  account: string,
): Promise<MotoProcess> {
  const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, MOTO_ACCOUNT_ID: account, PYTHONUNBUFFERED: '1' },
    detached: true,
  });
  const guard = startOrphanGuard();
  if (moto.pid !== undefined) guard.watch(moto.pid);
  t.after(async () => {
    await ended(moto);
    if (moto.pid !== undefined) guard.forget(moto.pid);
    guard.close();
  });
  const lines: string[] = [];
  const url = await readUrl(moto, lines);
  return { pid: moto.pid ?? 0, url, output: () => lines.join('\n') };
}

/** moto tells its port when it listens. */
function readUrl(moto: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    moto.once('error', reject);
    moto.once('exit', (code) => reject(new Error(`moto ends with ${code}:\n${lines.join('\n')}`)));
    for (const stream of [moto.stdout, moto.stderr]) {
      if (!stream) throw new Error('moto has no output');
      createInterface({ input: stream }).on('line', (line) => {
        if (ACCESS.test(line)) return;
        lines.push(line);
        lines.splice(0, Math.max(0, lines.length - KEPT_LINES));
        const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
        if (line.includes('Running on') && url) resolve(url);
      });
    }
  });
}

function ended(moto: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (moto.exitCode !== null || moto.signalCode !== null) return resolve();
    moto.once('exit', () => resolve());
    moto.kill('SIGKILL');
  });
}
