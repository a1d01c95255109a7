import assert from 'node:assert/strict';
import { test } from 'node:test';
import { templateBlocks } from '../render/template-blocks.ts';
import { templateFunctions } from '../render/template-functions.ts';
import { templateFunctionsPage } from './template-functions.ts';

test('the page shows every function and block with its sentence and example', () => {
  const page = templateFunctionsPage();
  for (const { name, says, example } of [...templateFunctions, ...templateBlocks]) {
    const heading = new RegExp(`^### \`#?${name} `, 'm');
    assert.match(page, heading);
    const section = page.slice(page.search(heading)).split('\n### ')[0] ?? '';
    assert.ok(section.includes(says), name);
    assert.ok(section.includes(example.template.trim()), name);
    assert.ok(section.includes(example.output.trim()), name);
  }
});

test('the page is one that Markdown readers agree on', () => {
  const page = templateFunctionsPage();
  assert.equal((page.match(/^```/gm) ?? []).length % 2, 0);
  assert.ok(page.endsWith('\n') && !page.endsWith('\n\n'));
});
