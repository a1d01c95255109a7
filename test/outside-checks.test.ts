import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { renderRepository } from '../generator/render/render-repository.ts';
import { runTool } from './support/outside-tool.ts';
import { repository } from './support/scratch.ts';

/** Holds each given input against botocore's own model, and prints what does not fit as JSON. */
const VALIDATE_WITH_BOTOCORE = `
import json, sys
from botocore.session import get_session
from botocore.validate import ParamValidator

model = get_session().get_service_model('ecs')
found = []
for case in json.load(sys.stdin):
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

test('botocore accepts every ECS file', (t) => {
  const cases = renderRepository(repository, []).bundles.flatMap(({ environment, artefacts }) =>
    artefacts
      .filter(({ kind }) => ECS_KINDS.includes(kind))
      .map(({ path, operation, value }) => ({
        path: `${environment}/${path}`,
        operation,
        shape: 'ServiceConnectConfiguration',
        value,
      })),
  );
  assert.equal(cases.length, 33);
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
