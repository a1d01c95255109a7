import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readWorkflow, type Workflow, workflowFiles, workflowText } from './workflow.ts';

/** What every workflow here keeps to, beyond what linters know. */
interface Rule {
  readonly says: string;
  readonly isBroken: (workflow: Workflow, text: string) => boolean;
  /** A workflow that breaks it. */
  readonly broken: string;
}

const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const withSteps = (steps: string) => `on: push\njobs:\n  a:\n    steps:\n${steps}`;
/** The text without its comments. */
const code = (text: string) => text.replace(/^\s*#.*$/gm, '');

const rules: readonly Rule[] = [
  {
    says: 'every action is pinned by commit, and a comment says its version',
    isBroken: (_, text) =>
      text
        .split('\n')
        .filter((line) => /^\s*(?:- )?uses:/.test(line))
        .some((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
    broken: withSteps('      - uses: actions/checkout@v5\n'),
  },
  {
    says: 'permissions are named at the top, and none is for everything',
    isBroken: ({ permissions }) => typeof permissions !== 'object' || permissions === null,
    broken: 'on: push\npermissions: write-all\njobs: {}\n',
  },
  {
    says: 'no run has a token that writes while it executes a pull request’s code',
    isBroken: ({ on, permissions = {}, jobs }) =>
      'pull_request_target' in on ||
      ('pull_request' in on &&
        [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})]
          .flatMap((granted) => Object.values(granted))
          .includes('write')),
    broken: 'on: {pull_request: {}}\npermissions: {contents: write}\njobs: {}\n',
  },
  {
    says: 'a run on a pull request uses no secret',
    isBroken: ({ on }, text) =>
      'pull_request' in on && /\bsecrets\b|github\.token/.test(code(text)),
    broken: 'on: {pull_request: {}}\nenv: {A: "${{ secrets.A }}"}\njobs: {}\n',
  },
  {
    says: 'no script holds an expression: what somebody chose comes by environment variables',
    isBroken: (workflow) => stepsOf(workflow).some(({ run = '' }) => run.includes('${{')),
    broken: withSteps('      - run: echo ${{ github.event.pull_request.title }}\n'),
  },
  {
    says: 'every job ends by itself',
    isBroken: ({ jobs }) => Object.values(jobs).some((job) => !job['timeout-minutes']),
    broken: withSteps('      - run: sleep 1\n'),
  },
  {
    says: 'a checkout leaves no token behind',
    isBroken: (workflow) =>
      stepsOf(workflow).some(
        ({ uses, with: given }) =>
          uses?.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false,
      ),
    broken: withSteps('      - uses: actions/checkout@x\n'),
  },
  {
    says: 'runs on pull requests supersede one another',
    isBroken: ({ on, concurrency }) => 'pull_request' in on && concurrency === undefined,
    broken: 'on: {pull_request: {}}\npermissions: {}\njobs: {}\n',
  },
  {
    says: 'who can take a role stands in a GitHub Environment, whose rules decide, and is no pull request',
    isBroken: ({ on, permissions, jobs }) =>
      permissions?.['id-token'] !== undefined ||
      Object.values(jobs).some(
        (job) =>
          job.permissions?.['id-token'] === 'write' &&
          (job.environment === undefined || 'pull_request' in on),
      ),
    broken: 'on: push\njobs: {a: {permissions: {id-token: write}, steps: []}}\n',
  },
  {
    says: 'what changes an environment in AWS is never cut short, nor done twice at once',
    isBroken: ({ jobs }) =>
      Object.values(jobs).some(({ steps, concurrency }) => {
        const changes = steps.some(({ run = '' }) =>
          /generator (?:apply|rollback|destroy)/.test(run),
        );
        const isSafe =
          /^deploy-\$\{\{/.test(concurrency?.group ?? '') &&
          concurrency?.['cancel-in-progress'] === false;
        return changes && !isSafe;
      }),
    broken: withSteps('      - run: npx tsx generator apply dev --yes\n'),
  },
];

for (const { says, isBroken, broken } of rules) {
  test(says, () => {
    assert.ok(isBroken(parse(broken), broken), 'the rule does not see a workflow that breaks it');
    const wrong = workflowFiles.filter((file) => isBroken(readWorkflow(file), workflowText(file)));
    assert.deepEqual(wrong, []);
  });
}
