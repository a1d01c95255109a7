import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { renderRepository } from '../generator/bundle/render-repository.ts';
import { checkStacks } from '../generator/check/stack/check-stacks.ts';
import { startLinter } from '../generator/check/stack/lint/cfn-lint.ts';
import { runTool } from './support/outside-tool.ts';
import { repository } from './support/scratch.ts';

/** Holds each given input against botocore's own model, and prints what does not fit as JSON. */
const VALIDATE_WITH_BOTOCORE = `
import json, sys
from botocore.session import get_session
from botocore.validate import ParamValidator

models = {name: get_session().get_service_model(name) for name in ('ecs', 'application-autoscaling')}
found = []
for case in json.load(sys.stdin):
    model = models[case.get('api', 'ecs')]
    if case.get('operation'):
        shape = model.operation_model(case['operation']).input_shape
    else:
        shape = model.shape_for(case['shape'])
    report = ParamValidator().validate(case['value'], shape)
    if report.has_errors():
        found.append(case['path'] + ': ' + report.generate_report())
print(json.dumps(found))
`;

const ECS_KINDS = ['task-definition', 'service-connect', 'service'];

/**
 * botocore 1.43 does not know CreateExpressGatewayService's newest member, \`taskDefinitionArn\`, and
 * asks for what that member replaces.
 */
const UNKNOWN_TO_BOTOCORE =
  /Missing required parameter in input: "(executionRoleArn|primaryContainer)"|Unknown parameter in input: "taskDefinitionArn"/;

/** What each part of a scaling file feeds, as the manifest names it. */
const SCALING_OPERATIONS = { target: 'RegisterScalableTarget', policies: 'PutScalingPolicy' };

/** Inputs of Application Auto Scaling. The golden case scales, whether the environments here do or not. */
function scalingCases() {
  const files = globSync('{environments,test/golden/*/environments}/*/rendered/scaling/*.json', {
    cwd: repository,
  });
  return files.flatMap((path) => {
    const file = JSON.parse(readFileSync(join(repository, path), 'utf8'));
    return Object.entries(SCALING_OPERATIONS).flatMap(([part, operation]) =>
      [file[part]].flat().map((value) => ({
        path,
        api: 'application-autoscaling',
        operation,
        value,
      })),
    );
  });
}

test('botocore accepts every ECS file and every scaling file', (t) => {
  const scaling = scalingCases();
  assert.ok(scaling.length >= 2);
  const ecs = renderRepository(repository, []).bundles.flatMap(({ environment, artefacts }) =>
    artefacts
      .filter(({ kind }) => ECS_KINDS.includes(kind))
      .map(({ path, operation, value }) => ({
        path: `${environment}/${path}`,
        operation,
        shape: 'ServiceConnectConfiguration',
        value,
      })),
  );
  assert.equal(ecs.length, 33);
  const cases = [...ecs, ...scaling];
  const stdout = runTool(
    t,
    ['python3', '-c', 'import botocore'],
    ['python3', '-c', VALIDATE_WITH_BOTOCORE],
    JSON.stringify(cases),
  );
  if (stdout === undefined) return;
  const found = (JSON.parse(stdout) as string[]).flatMap((report) => report.split('\n'));
  assert.deepEqual(
    found.map(withoutPath).filter((line) => !UNKNOWN_TO_BOTOCORE.test(line)),
    [],
  );
});

const withoutPath = (line: string) => line.replace(/^\S+\.json: /, '');

test('cfn-lint finds nothing in any stack', (t) => {
  const stacks = globSync('{environments,test/golden/*/environments}/*/rendered/stacks/*.yaml', {
    cwd: repository,
  });
  assert.ok(stacks.length >= 9);
  const files = stacks.map((file) => join(repository, file));
  assert.equal(runTool(t, ['cfn-lint', '--version'], ['cfn-lint', ...files]) ?? '', '');
});

test('validate asks cfn-lint itself, and tells what only that finds', async (t) => {
  const version = ['cfn-lint', '--version'] as const;
  if (runTool(t, version, version) === undefined) return;
  const [network, ...others] = renderRepository(repository, ['dev']).bundles.flatMap(
    ({ artefacts }) => artefacts.filter(({ kind }) => kind === 'stack-template'),
  );
  assert.ok(network);
  const text = network.text.replace('0.0.0.0/0', '0.0.0.0/99');
  const linter = startLinter('cfn-lint');
  const { diagnostics, skipped } = await checkStacks([{ ...network, text }, ...others], { linter });
  assert.deepEqual(
    diagnostics.map(({ code, file, message }) => [code, file, / (E\d+): /.exec(message)?.[1]]),
    [['lint/cfn-lint', 'templates/stacks/network.yaml.hbs', 'E3002']],
  );
  assert.deepEqual(skipped, []);
});
