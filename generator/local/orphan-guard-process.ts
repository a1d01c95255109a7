import { createInterface } from 'node:readline';

/** Runs as a process of its own, see orphan-guard.ts. Each line is `+pid` or `-pid`. */
const groups = new Set<number>();

const lines = createInterface({ input: process.stdin });

lines.on('line', (line) => {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) groups.add(pid);
  else groups.delete(pid);
});

lines.on('close', () => {
  for (const pid of groups) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
});
