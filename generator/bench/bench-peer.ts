import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Row, rowOf } from './bench-table.ts';
import { generator, measure, measureOften } from './measure-process.ts';
import { copyRepository, inScratchFolder, renderedFiles, repository } from './scratch-folder.ts';

/** Reads the cloud assembly of the aws-cdk-lib that is installed here (cloud-assembly-schema 55). */
const CDK_CLI = 'aws-cdk@2.1148.1';

/** An app that includes the stacks given as JSON: the least that makes the CDK synthesise them. */
const APP = `
import { readFileSync } from 'node:fs';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { App, Stack } from 'aws-cdk-lib/core';

const app = new App();
for (const [index, templateFile] of JSON.parse(readFileSync('stacks.json', 'utf8')).entries()) {
  new CfnInclude(new Stack(app, 'stack-' + index), 'Template', { templateFile });
}
`;

/** Keeps the CLI from asking its maker for news and from writing to the home folder. */
const quiet = (folder: string): NodeJS.ProcessEnv => ({
  CDK_HOME: join(folder, '.cdk'),
  CDK_DISABLE_VERSION_CHECK: '1',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
});

/** `cdk synth` of the same stacks beside `render --check`, both as whole processes. */
export function benchPeer(times: number): Row[] {
  return inScratchFolder((folder) => {
    copyRepository(folder);
    measure(generator(['render'], folder));
    const stacks = renderedFiles(folder).filter((file) => /\/stacks\/[^/]+\.yaml$/.test(file));
    writeApp(folder, stacks);
    const args = [
      findCli(folder),
      'synth',
      '--all',
      '--quiet',
      '--no-notices',
      '--app',
      'node app.mjs',
    ];
    const peer = { args, cwd: folder, env: quiet(folder) };
    measure(peer);
    const theirs = measureOften(peer, times);
    const ours = measureOften(generator(['render', '--check'], folder), times);
    const ratio = (theirs.median / ours.median).toFixed(1);
    return [
      rowOf(`\`cdk synth\` of the same ${stacks.length} stacks (${CDK_CLI})`, theirs),
      { work: '`cdk synth` ÷ `render --check` of all', measured: `${ratio} ×` },
    ];
  });
}

function writeApp(folder: string, stacks: readonly string[]): void {
  writeFileSync(join(folder, 'app.mjs'), APP);
  writeFileSync(join(folder, 'stacks.json'), JSON.stringify(stacks));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
}

/** Path of the CLI in npx's cache, so that npx itself is not part of what is measured. */
function findCli(folder: string): string {
  const args = ['exec', '--yes', `--package=${CDK_CLI}`, '--', 'node', '-p', 'process.env.PATH'];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  const bin = stdout.split(':').find((path) => path.includes('_npx'));
  if (status !== 0 || !bin) throw new Error(`npm can't get ${CDK_CLI}:\n${stderr}`);
  return join(bin, 'cdk');
}
