// A text that was printed from a stencil is taken apart by its parts, and into the same as by itself.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFraming, createPatience } from '../../src/render/framed.js';
import { notePrinted, printedParts } from '../../src/render/printed.js';
import { createTemplates } from '../../src/render/template.js';
import { createXmlFraming } from '../../src/render/xml/frame.js';

const TEMPLATES = [
  '<a><b>{{v}}</b><c>x{{w}}y{{v}}</c><d></d></a>',
  '<a b="{{v}}"><b>{{w}}</b></a>',
  '<a><!-- {{v}} --><b>{{w}}</b></a>',
  '<a>{{v}}<b>{{w}}</b></a>',
];
const TEXTS = ['1', 'b c', 'é', '\ue000', '<', '&', '>', "'", '-', '😀', '?', '!'];
const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ minLength: 1, maxLength: 3 }));
const views = fc.array(fc.record({ v: text, w: text }), { minLength: 3, maxLength: 6 });

const framing = createXmlFraming();
const takeApart = (text: string) => {
  const { frame, texts } = framing(text) ?? {};
  return { frame, texts };
};
const forget = () => {
  notePrinted({ text: '', literals: [''], values: [] });
  takeApart('');
};

describe('a printed text', () => {
  it.each(TEMPLATES)('comes apart into what it is without a memory of it: %s', (template) => {
    const tree = new Map([['a.hbs', { path: 'a', text: template }]]);
    let known = 0;
    fc.assert(
      fc.property(views, (all) => {
        const templates = createTemplates(tree);
        for (const view of all) {
          const printed = templates.render('a.hbs', 'xml', view);
          if (printedParts(printed)) known += 1;
          const short = takeApart(printed);
          forget();
          expect(short).toEqual(takeApart(printed));
        }
      }),
    );
    expect(known).toBeGreaterThan(50);
  });

  it('is not split again', () => {
    const split: string[] = [];
    const framing = createFraming({
      split(whole) {
        split.push(whole);
        return { frame: 'a', texts: [whole] };
      },
      isPlain: (value) => value !== 'odd',
    });
    const literals = ['(', ')'];
    const take = (value: string) => {
      notePrinted({ text: `(${value})`, literals, values: [value] });
      return framing(`(${value})`)?.texts;
    };
    expect(['1', '2', 'odd', '3'].map(take)).toEqual([['(1)'], ['(2)'], ['(odd)'], ['(3)']]);
    expect(split).toEqual(['(\ue000)', '(odd)']);
  });
});

describe('texts that have nothing in common', () => {
  const texts = (count: number, frameOf: (n: number) => string) => {
    let splits = 0;
    const framing = createPatience(
      createFraming({
        split: (text) => {
          splits += 1;
          return { frame: frameOf(Number(text)), texts: [text] };
        },
        isPlain: () => true,
      }),
    );
    const answers = Array.from({ length: count }, (_, n) => framing(`${n}`));
    return { splits, answers };
  };

  it('are mostly not taken apart', () => {
    const { splits } = texts(1_000, String);
    expect(splits).toBeGreaterThan(100);
    expect(splits).toBeLessThan(200);
  });

  it('are taken apart again when they have', () => {
    const { answers } = texts(300, (n) => (n < 100 ? `${n}` : 'same'));
    expect(answers.slice(120).every((each) => each?.seen)).toBe(true);
  });
});
