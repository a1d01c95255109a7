import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { repository } from '../../test/support/scratch.ts';
import { loadConfigs } from '../config/load-config.ts';
import type { Failure } from '../diagnostics.ts';
import { buildEnvironment } from '../model/environment.ts';
import { contextOf, planArtefacts } from './artefact-table.ts';
import { readTemplates } from './read-templates.ts';
import { TemplateEngine } from './template-engine.ts';
import { templateFunctions } from './template-functions.ts';

/**
 * The templates are Handlebars, but the generator evaluates them itself, to know where each
 * character came from. Here the library's own evaluation says what they mean.
 */
const PARTIALS = {
  plain: 'name={{name}}\n{{#if flag}}\n  on\n{{/if}}\n',
  inner: '[{{given}}]\n{{> plain}}\nend\n',
};
const CONTEXT = {
  name: 'n',
  flag: true,
  off: false,
  none: [],
  words: ['a', 'b', 'c'],
  groups: [
    { name: 'g1', flag: false, words: ['x'] },
    { name: 'g2', flag: true, words: [] },
  ],
  map: { k1: 'v1', k2: 'v2' },
};

// Values that are written are texts: Handlebars adds numbers that stand side by side.
const ends = fc.constantFrom('', ' ', '\n', '\n  ', '\n\n');
const tag = (text: string) =>
  fc.constantFrom(`{{${text}}}`, `{{~${text}}}`, `{{${text}~}}`, `{{~${text}~}}`);
const oneOf = (...texts: string[]) => fc.constantFrom(...texts);
const { template: templates } = fc.letrec<{ template: string; part: string }>((tie) => ({
  template: fc.array(tie('part'), { maxLength: 6 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { maxDepth: 3 },
    ends,
    fc.stringMatching(/^[a-z: \n-]{0,6}$/),
    oneOf('name', 'this.name', './name', '@root.name', 'map.k1', 'words.[1]').chain(tag),
    oneOf('> plain', '> inner given=name', '> plain map name="m" flag=off').chain(tag),
    oneOf('! note', '!-- {{note}} --').chain(tag),
    fc
      .tuple(
        oneOf('#if flag', '#if none', '#if off', '#unless words', '#unless off', '#each none'),
        ends,
        tie('template'),
        fc.option(fc.tuple(oneOf('{{else}}', '{{^}}', '{{else if name}}'), tie('template'))),
      )
      .map(([open, end, body, otherwise]) => {
        const name = /#(\w+)/.exec(open)?.[1];
        return `{{${open}}}${end}${body}${otherwise?.join('') ?? ''}${end}{{/${name}}}`;
      }),
    fc
      .tuple(
        oneOf(
          '{{#each words as |word place|}}{{word}}{{place}}{{../name}}{{@index}}{{this}}',
          '{{#each words}}{{.}}{{#if @last}}last{{/if}}{{@first}}',
          '{{#each groups as |one|}}\n{{one.name}}\n{{#each one.words}}{{../name}}{{../../name}}{{@../index}}{{/each}}',
          '{{#each map}}\n{{@key}}: {{this}}\n',
          '{{#each groups}}\n  {{> plain}}\n{{> inner given=@root.name}}',
        ),
        ends,
      )
      .map(([body, end]) => `${body}${end}{{/each}}`),
  ),
}));

function byHandlebars(template: string): string {
  const handlebars = Handlebars.create();
  const options = { noEscape: true, strict: true };
  for (const [name, text] of Object.entries(PARTIALS)) handlebars.registerPartial(name, text);
  return handlebars.compile(template, options)(CONTEXT);
}

function byGenerator(template: string): string {
  const files = Object.entries(PARTIALS).map(
    ([name, text]) => [`templates/partials/${name}.yaml.hbs`, text] as const,
  );
  const main = 'templates/main.yaml.hbs';
  return new TemplateEngine(new Map([[main, template], ...files])).render(main, CONTEXT);
}

test('a template writes what Handlebars would write', () => {
  fc.assert(
    fc.property(templates, (template) => {
      assert.equal(byGenerator(template), byHandlebars(template));
    }),
    { seed: 3, numRuns: 400 },
  );
});

test('however a template of this repository is damaged, it is a template or is told where not', () => {
  const texts = readTemplates(repository);
  const damage = fc.record({
    file: fc.constantFrom(...texts.keys()),
    from: fc.nat(),
    length: fc.nat(8),
    instead: fc.constantFrom(
      '',
      '{{',
      '}}',
      '{',
      '}',
      '(',
      ')',
      '|',
      '"',
      '.',
      '{{/if}}',
      '{{else}}',
    ),
  });
  fc.assert(
    fc.property(damage, ({ file, from, length, instead }) => {
      const text = texts.get(file) ?? '';
      const start = from % text.length;
      const damaged = text.slice(0, start) + instead + text.slice(start + length);
      const engine = new TemplateEngine(new Map([...texts, [file, damaged]]));
      for (const found of engine.mistakes()) {
        const line = damaged.split('\n')[(found.line ?? 0) - 1];
        assert.equal(found.file, file);
        assert.ok(line !== undefined && (found.col ?? 0) <= line.length + 1, found.message);
      }
    }),
    { seed: 5, numRuns: 150 },
  );
});

test('the templates of this repository have no mistake', () => {
  try {
    assert.deepEqual(new TemplateEngine(readTemplates(repository)).mistakes(), []);
  } catch (error) {
    assert.fail(JSON.stringify((error as Failure).diagnostics));
  }
});

/** The library alone, with the functions of the table as its helpers. */
function libraryRenders(
  texts: ReadonlyMap<string, string>,
): (path: string, given: object) => string {
  const handlebars = Handlebars.create();
  const options = { noEscape: true, strict: true };
  for (const { name, call } of templateFunctions) {
    if (call) handlebars.registerHelper(name, (...given) => call(...given.slice(0, -1)));
  }
  for (const [path, text] of texts) {
    const name = /^templates\/partials\/(.*)\.yaml\.hbs$/.exec(path)?.[1];
    if (name) handlebars.registerPartial(name, text);
  }
  return (path, given) => handlebars.compile(texts.get(path) ?? '', options)(given);
}

test('the library writes the same of every template and environment of this repository', () => {
  const texts = readTemplates(repository);
  const engine = new TemplateEngine(texts);
  const library = libraryRenders(texts);
  const { loaded } = loadConfigs(repository, []);
  const plans = loaded.flatMap((one) => {
    const environment = buildEnvironment(one);
    return planArtefacts(environment).map((plan) => ({ plan, environment }));
  });
  assert.ok(plans.length > 40);
  for (const { plan, environment } of plans) {
    const given = contextOf(environment, plan);
    assert.equal(engine.render(plan.template, given), library(plan.template, given), plan.path);
  }
});
