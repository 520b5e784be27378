// A text kept as the parts it was printed from is the text.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ownLength, toFileText, wholeText } from '../../src/artifacts/file-text.js';
import { createTemplates } from '../../src/render/template.js';

/** With half of a character, which UTF-8 has no bytes for. */
const TEXTS = ['', 'a\r\nb\n', 'é€😀', 'x\ud83dy', 'nul\0in it'];

describe('the text of a file', () => {
  it.each(TEXTS)('is kept whole where nothing else is known: %j', (text) => {
    const kept = toFileText(text);
    expect(wholeText(structuredClone(kept))).toBe(text);
    expect(ownLength(kept)).toBe(text.length);
    expect(kept.sha256).toBe(createHash('sha256').update(Buffer.from(text)).digest('hex'));
  });

  it('is kept as what is its own where a template has printed more like it', () => {
    const tree = new Map([
      ['t.hbs', { path: 't.hbs', text: `${'-'.repeat(100)}{{a}}{{b}}\n{{a}}` }],
    ]);
    const templates = createTemplates(tree);
    const views = [
      { a: 'one', b: 'two' },
      { a: 'three', b: 'four' },
      { a: 'é', b: 'five' },
    ];
    const kept = views.map((view) => {
      const text = templates.render('t.hbs', 'line', view);
      return { text, kept: toFileText(text) };
    });
    expect(kept.map((each) => wholeText(structuredClone(each.kept)))).toEqual(
      views.map(({ a, b }) => `${'-'.repeat(100)}${a}${b}\n${a}`),
    );
    expect(kept.map((each) => ownLength(each.kept))).toEqual([110, 17, 9]);
    const [, second, third] = kept;
    expect(second?.kept.literals).toBe(third?.kept.literals);
    for (const each of kept) expect(each.kept.sha256).toBe(toFileText(each.text).sha256);
  });
});
