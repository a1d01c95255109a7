import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toolOutcome } from './tool-outcome.ts';

const LIMIT = 100;

test('structured content goes to the model and to the client as it is', () => {
  const structuredContent = { things: [1, 2] };
  const called = { content: [{ type: 'text' as const, text: 'two things' }], structuredContent };
  assert.deepEqual(toolOutcome(called, LIMIT), {
    status: 'success',
    content: [{ json: structuredContent }],
    result: structuredContent,
  });
});

test('text blocks become one text', () => {
  const called = {
    content: [
      { type: 'text' as const, text: 'one' },
      { type: 'resource_link' as const, uri: 'file:///a', name: 'a' },
      { type: 'image' as const, data: '', mimeType: 'image/png' },
    ],
  };
  const text = 'one\n(file:///a)\n(image that can not be shown)';
  assert.deepEqual(toolOutcome(called, LIMIT), {
    status: 'success',
    content: [{ text }],
    result: { text },
  });
});

test('an error result keeps its sentence and its status', () => {
  const called = { isError: true, content: [{ type: 'text' as const, text: 'No such thing.' }] };
  assert.deepEqual(toolOutcome(called, LIMIT), {
    status: 'error',
    content: [{ text: 'No such thing.' }],
    result: { text: 'No such thing.' },
  });
});

test('a result without text is never blank, which Converse refuses', () => {
  const { content } = toolOutcome({ content: [{ type: 'text', text: ' \n' }] }, LIMIT);
  assert.deepEqual(content, [{ text: '(The tool gave no output.)' }]);
});

test('a result beyond the limit is cut and says so, structured or not', () => {
  const structuredContent = { words: 'w'.repeat(500) };
  const outcomes = [
    toolOutcome({ content: [], structuredContent }, LIMIT),
    toolOutcome({ content: [{ type: 'text', text: 'w'.repeat(500) }] }, LIMIT),
  ];
  for (const { content, result, status } of outcomes) {
    const text = String(result.text);
    assert.equal(status, 'success');
    assert.deepEqual(content, [{ text }]);
    assert.match(text.slice(LIMIT), /^\n\[Cut here: the result has 5\d\d characters/);
  }
});
