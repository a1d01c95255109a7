import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawAnnotations } from './annotations.ts';

const place = { file: 'environments/dev/config.yaml', line: 3, col: 7 };

test('a diagnostic is a workflow command at its line, with the hint under the message', () => {
  assert.equal(
    drawAnnotations([
      { code: 'config/value', severity: 'error', message: 'wrong', hint: 'right', ...place },
      { code: 'usage', severity: 'warning', message: 'odd' },
    ]),
    [
      '::error file=environments/dev/config.yaml,line=3,col=7,title=config/value::wrong%0Aright',
      '::warning title=usage::odd',
    ].join('\n'),
  );
});

test('no text of a config can begin a command of its own or a property', () => {
  const message = 'bad value "100%\r\n::set-env name=X::y"';
  const drawn = drawAnnotations([
    { code: 'config/value', severity: 'error', message, ...place, file: 'a,line=1:b.yaml' },
  ]);
  assert.equal(drawn.split('\n').length, 1);
  assert.ok(drawn.startsWith('::error file=a%2Cline=1%3Ab.yaml,line=3,'));
  assert.ok(drawn.endsWith('::bad value "100%25%0D%0A::set-env name=X::y"'));
});
