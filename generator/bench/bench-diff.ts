import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Row, rowOf } from './bench-table.ts';
import { generateEnvironments } from './generate-environments.ts';
import { generator, measure, measureOften } from './measure-process.ts';
import { copyRepository, inScratchFolder, writeRepository } from './scratch-folder.ts';

/** `diff` as people run it, against what is committed: of this repository, and of many environments. */
export function benchDiff(times: number, many: number): Row[] {
  return [benchOwn(times), benchMany(times, many)];
}

/** Every deployed environment changes, by one line of what they share. */
function benchOwn(times: number): Row {
  return inScratchFolder((folder) => {
    copyRepository(folder);
    commit(folder);
    edit(join(folder, 'environments/defaults.yaml'), /cpu: 512/, 'cpu: 1024');
    edit(join(folder, 'environments/defaults.yaml'), /memory: 1024/, 'memory: 2048');
    edit(join(folder, 'environments/defaults.yaml'), RETENTION, 'retentionDays: 60');
    measure(generator(['render'], folder));
    const summary = measureOften(generator(['diff', '--base', 'HEAD'], folder), times);
    return rowOf(
      '`diff` of all environments, sizes and log retention changed in each',
      summary,
      '< 2 s',
    );
  });
}

const CHANGED = 3;

function benchMany(times: number, many: number): Row {
  return inScratchFolder((folder) => {
    writeRepository(folder, generateEnvironments(many));
    measure(generator(['render'], folder));
    commit(folder);
    for (const file of deployed(folder).slice(0, CHANGED)) {
      edit(file, RETENTION, 'retentionDays: 14');
    }
    measure(generator(['render'], folder));
    const summary = measureOften(generator(['diff', '--base', 'HEAD'], folder), times);
    const target = many === 200 ? '< 8 s' : undefined;
    return rowOf(`\`diff\` of ${many} environments, ${CHANGED} of them changed`, summary, target);
  });
}

const RETENTION = /retentionDays: \d+/;

/** Configs of deployed environments. */
const deployed = (folder: string): string[] =>
  globSync('environments/*/config.yaml', { cwd: folder })
    .sort()
    .map((file) => join(folder, file))
    .filter((file) => RETENTION.test(readFileSync(file, 'utf8')));

function edit(file: string, from: RegExp, to: string): void {
  const text = readFileSync(file, 'utf8');
  if (!from.test(text)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(file, text.replace(from, to));
}

function commit(folder: string): void {
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
  const steps = [
    ['init', '--quiet'],
    ['add', '--all'],
    [...author, 'commit', '--quiet', '--message', 'base'],
  ];
  for (const args of steps) {
    const { status, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  }
}
