import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from '../diagnostics.ts';
import { drawDiagnostics } from './draw-diagnostics.ts';

const read = (file: string) => (file === 'a.yaml' ? ['first', 'key: value'] : undefined);
const draw = (found: Diagnostic) => drawDiagnostics([found], read, false);
const found: Diagnostic = {
  code: 'config/value',
  severity: 'error',
  message: 'wrong',
  hint: 'right',
  file: 'a.yaml',
  line: 2,
  col: 6,
};

test('a finding shows its place, its line with a caret, and what would be right', () => {
  assert.equal(
    draw(found),
    [
      'a.yaml:2:6',
      '  error wrong (config/value)',
      '  2 | key: value',
      '    |      ^',
      '  hint right',
      '',
      '1 error',
    ].join('\n'),
  );
});

test('a line that may hold a secret is never shown', () => {
  assert.ok(!draw({ ...found, isSecret: true }).includes('key: value'));
});

test('a line that gives a plain value to a telling name is not shown, whatever is wrong with it', () => {
  const drawLine = (line: string) => drawDiagnostics([{ ...found, line: 1 }], () => [line], false);
  assert.ok(!drawLine('a: {API_TOKEN: hunter2, cpu: x}').includes('hunter2'));
  assert.ok(drawLine('secrets: {API_TOKEN: {jsonKey: t}}').includes('jsonKey'));
});

test('a shared place names the environments, an environment’s own file does not', () => {
  const shared = draw({ ...found, environments: ['dev', 'prod'] });
  assert.ok(shared.startsWith('a.yaml:2:6 (in dev, prod)\n'));
  const own = { ...found, file: 'environments/dev/config.yaml', environments: ['dev'] };
  assert.ok(draw(own).startsWith('environments/dev/config.yaml:2:6\n'));
});

test('a rendered file’s finding tells the rendered line, its template and its config', () => {
  const at = (file: string, line: number) => ({ file, line, col: 1 });
  const origin = {
    rendered: at('environments/dev/rendered/x.json', 9),
    template: at('templates/x.yaml.hbs', 4),
    config: [at('a.yaml', 2)],
  };
  const drawn = draw({ ...found, origin });
  assert.ok(drawn.includes('rendered to environments/dev/rendered/x.json:9'));
  assert.ok(drawn.includes('by templates/x.yaml.hbs:4'));
  assert.ok(!drawn.includes('from a.yaml:2'), 'the place itself is not repeated');
});

test('the end of a log stands between a finding and what to do', () => {
  const { code, severity, message, hint } = found;
  assert.equal(
    draw({ code, severity, message, hint: hint ?? '', excerpt: ['one', 'two'] }),
    ['  error wrong (config/value)', '    | one', '    | two', '  hint right', '', '1 error'].join(
      '\n',
    ),
  );
});
