// Texts of views that differ in little are filled in, and must be what their template would have printed.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Escaping } from '../../src/render/escape.js';
import { printedParts } from '../../src/render/printed.js';
import { createTemplates, type Templates } from '../../src/render/template.js';
import { TemplateError } from '../../src/render/template-error.js';
import { soak } from '../soak.js';

const PARTIALS = {
  'p/one.hbs': '<one>{{v}}\n  {{w}}</one>\n',
  'p/two.hbs': '<two a="{{v}}"/>\n',
};

interface Kind {
  readonly what: string;
  readonly template: string;
}

/** Some of them do more with a text than to print it. */
const KINDS: readonly Kind[] = [
  { what: 'prints', template: '<a b="{{v}}">{{v}}{{w}}</a><!-- {{n.v}} -->\r\n{{{w}}}\n' },
  { what: 'asks whether there is one', template: '{{#if v}}{{v}}{{else}}none{{/if}}{{w}}' },
  { what: 'asks whether there is none', template: '{{#unless v}}none{{/unless}}{{#w}}{{v}}{{/w}}' },
  {
    what: 'lists',
    template: '{{#each list}}{{@index}}{{this}}{{#unless @last}},{{/unless}}{{/each}}',
  },
  {
    what: 'lists entries',
    template: '{{#each n}}{{@key}}={{this}};{{/each}}{{#each v}}{{this}}{{/each}}',
  },
  { what: 'measures', template: '{{v.length}}{{w}}' },
  { what: 'takes apart', template: '{{lookup v 0}}{{w}}' },
  { what: 'looks up', template: '{{lookup names v}}{{w}}' },
  { what: 'chooses a partial', template: 'x\n  {{> (lookup this "partial")}}\n{{w}}' },
  { what: 'goes in', template: '{{#with v}}{{this}}{{/with}}{{#with n}}{{v}}{{@root.w}}{{/with}}' },
  {
    what: 'looks around',
    template: '{{#with v}}{{#with ../w}}{{../../w}}{{/with}}{{/with}}',
  },
  { what: 'hands on', template: '{{> p/one v=w w=v}}{{> p/two n}}' },
];

const TEXTS = [
  '',
  'a',
  'b',
  'c d',
  '0',
  'ab',
  '\0',
  '\x000\0',
  '\ue000',
  '<&>"\'',
  'a\nb',
  'é',
  '-->',
];
const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 3 }));
const view = fc.record({
  v: text,
  w: text,
  n: fc
    .tuple(text, fc.constantFrom('x', 'y'), fc.boolean())
    .map(([v, w, isTurned]) => (isTurned ? { w, v } : { v, w })),
  list: fc.array(text, { maxLength: 3 }),
  // The last is what an object is called that does not say better.
  names: fc.constant({ a: 'A', b: 'A', 'c d': 'C', '[object Object]': 'A' }),
  partial: fc.constantFrom('p/one', 'p/two'),
});

function treeOf({ template }: Kind) {
  const texts = Object.entries({ ...PARTIALS, 'a.hbs': template });
  return new Map(texts.map(([name, each]) => [name, { path: name, text: each }]));
}

function printed(templates: Templates, escaping: Escaping, eol: string, from: object): string {
  try {
    return templates.render('a.hbs', escaping, from, eol);
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    return JSON.stringify([cause.message, cause.place]);
  }
}

describe('a template that has printed views like this one', () => {
  it.each(KINDS)('prints what it would print by itself: it $what', (kind) => {
    const tree = treeOf(kind);
    const plain = createTemplates(tree, { byStencil: false });
    for (const escaping of ['xml', 'line'] as const) {
      const templates = createTemplates(tree);
      for (const eol of ['', '\n', '\r\n']) {
        fc.assert(
          fc.property(view, (each) => {
            expect(printed(templates, escaping, eol, each)).toBe(
              printed(plain, escaping, eol, each),
            );
          }),
          { numRuns: soak(10, 100) },
        );
      }
    }
  });

  it('does not take a text that it looks up for one that it prints', () => {
    const names = { a: 'A', b: 'A', c: 'C', '[object Object]': 'A' };
    const templates = createTemplates(treeOf({ what: '', template: '{{lookup names v}}' }));
    const print = (v: string) => templates.render('a.hbs', 'xml', { names, v });
    expect(['a', 'b', 'c', 'b', 'a'].map(print)).toEqual(['A', 'A', 'C', 'A', 'A']);
  });

  it('knows of what parts the text is', () => {
    const templates = createTemplates(treeOf({ what: '', template: 'a {{v}} b {{w}} c {{v}}' }));
    const print = (v: string, w: string) =>
      printedParts(templates.render('a.hbs', 'xml', { v, w }));
    expect(print('1', '2')).toBeUndefined();
    expect(print('3', '2')).toMatchObject({ values: ['3', '3'] });
    const parts = print('4', '<');
    expect(parts).toEqual({
      text: 'a 4 b &lt; c 4',
      literals: ['a ', ' b ', ' c ', ''],
      values: ['4', '&lt;', '4'],
    });
    expect(print('5', '6')?.literals).toBe(parts?.literals);
    expect(printedParts('a 4 b &lt; c 4')).toBeUndefined();
  });

  it('prints an object that it knows without a look into it', () => {
    const templates = createTemplates(treeOf({ what: '', template: '{{n.v}}{{w}}' }));
    const n = { v: 'a' };
    const seen: string[] = [];
    const watched = new Proxy(n, {
      get(target, name) {
        seen.push(String(name));
        return Reflect.get(target, name);
      },
    });
    const print = (w: string) => templates.render('a.hbs', 'xml', { n: watched, w });
    expect(['1', '2', '3'].map(print)).toEqual(['a1', 'a2', 'a3']);
    seen.length = 0;
    expect(print('4')).toBe('a4');
    expect(seen).toEqual([]);
  });
});
