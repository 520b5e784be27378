import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Escaping } from '../../src/render/escape.js';
import { createTemplates } from '../../src/render/template.js';
import { TemplateError } from '../../src/render/template-error.js';
import { findXmlFault } from '../../src/render/xml/check.js';

function treeOf(texts: Readonly<Record<string, string>>) {
  return new Map(Object.entries(texts).map(([name, text]) => [name, { path: `/t/${name}`, text }]));
}

function render(text: string, view: object, escaping: Escaping = 'xml'): string {
  return createTemplates(treeOf({ 'v/a.hbs': text })).render('v/a.hbs', escaping, view);
}

function placeOfError(run: () => unknown): string {
  try {
    run();
    return 'no error';
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    const { file, line, col } = cause.place;
    return `${file}:${line}:${col}`;
  }
}

describe('values', () => {
  it.each([
    [
      'xml',
      `a & b < c > "d" 'e' = f \``,
      'a &amp; b &lt; c &gt; &quot;d&quot; &apos;e&apos; = f `',
    ],
    ['line', `a & b < c > "d" 'e' = f \``, `a & b < c > "d" 'e' = f \``],
  ] as const)('in %s are escaped as its phones read them', (escaping, value, expected) => {
    expect(render('{{v}}', { v: value }, escaping)).toBe(expected);
    expect(render('{{{v}}}', { v: value }, escaping)).toBe(expected);
  });

  it.each(['xml', 'line'] as const)(
    'in %s with a line break are refused with their place',
    (escaping) => {
      const at = placeOfError(() => render('x\n  {{v}}', { v: 'a\nSIP1 Enable Reg :0' }, escaping));
      expect(at).toBe('/t/v/a.hbs:2:3');
    },
  );

  it('never leave their element, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const text = (() => {
          try {
            return render('<a b="{{v}}">{{v}}</a>', { v: value });
          } catch (cause) {
            expect(cause).toBeInstanceOf(TemplateError);
            return '<a/>';
          }
        })();
        expect(findXmlFault(text)).toBeUndefined();
        expect(text.match(/<\/?a/g)?.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it.each([
    ['that are missing', '{{x}}', {}],
    ['that are there but undefined', '{{x}}', { x: undefined }],
    ['that are objects', '{{x}}', { x: { y: 1 } }],
    ['missing below something', '{{a.x}}', { a: {} }],
    ['missing in #each', '{{#each x}}{{/each}}', {}],
    ['missing in #if', '{{#if x}}{{/if}}', { y: 1 }],
    ['missing in #unless', '{{#unless x}}{{/unless}}', { y: 1 }],
    ['missing in #with', '{{#with a.x}}{{/with}}', { a: {} }],
  ])('%s are an error, not an empty text', (_, template, view) => {
    expect(placeOfError(() => render(template, view))).toMatch(/^\/t\/v\/a\.hbs:1:/);
  });
});

describe('templates', () => {
  it('use one another as partials, and errors name the partial', () => {
    const templates = createTemplates(
      treeOf({
        'v/a.hbs': '<a>\n  {{> v/shared/b}}\n</a>',
        'v/shared/b.hbs': '<b>\n{{v}}{{w}}\n</b>\n',
      }),
    );
    expect(templates.render('v/a.hbs', 'xml', { v: 1, w: 2 })).toBe(
      '<a>\n  <b>\n  12\n  </b>\n</a>',
    );
    expect(placeOfError(() => templates.render('v/a.hbs', 'xml', { v: 1 }))).toBe(
      '/t/v/shared/b.hbs:2:6',
    );
  });

  it('that cannot be parsed or found are named', () => {
    expect(() => render('{{#if x}}{{/each}}', {})).toThrow(
      /^the template cannot be parsed: if doesn't match each$/,
    );
    expect(placeOfError(() => render('ok\n{{#if}', {}))).toMatch(/^\/t\/v\/a\.hbs:2:/);
    expect(placeOfError(() => createTemplates(treeOf({})).render('v/none.hbs', 'xml', {}))).toBe(
      'v/none.hbs:1:1',
    );
  });
});
