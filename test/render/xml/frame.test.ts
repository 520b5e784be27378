// Which texts come apart, and into what; and what is found once for all texts of a frame.

import { describe, expect, it } from 'vitest';
import { createFileMemory } from '../../../src/render/file-memory.js';
import { createByFrame } from '../../../src/render/xml/by-frame.js';
import { findXmlFault, readXml } from '../../../src/render/xml/check.js';
import { createXmlFraming } from '../../../src/render/xml/frame.js';

const takeApart = createXmlFraming();

describe('an XML text comes apart into', () => {
  it.each([
    ['<a><b>1</b><c>x y</c></a>', ['1', 'x y']],
    ['<a><b>R &amp; D</b></a>', ['R &amp; D']],
    ['<a><b/><c>1</c></a>', ['', '1']],
    ['<a><b x="1" /><c>1</c></a>', ['', '1']],
    ['<a><!-- <b>no</b> --><c>1</c></a>', ['1']],
  ])('its texts: %s', (text, texts) => {
    expect(takeApart(text)?.texts).toEqual(texts);
  });

  it.each([
    '<a><b>&nbsp;</b></a>',
    '<a><b>&#65;</b></a>',
    '<a><b>a & b</b></a>',
    '<a><![CDATA[x]]></a>',
    '<a><!-- a -- b --><c>1</c></a>',
    '<!DOCTYPE a><a><b>1</b></a>',
    '<a><b x="/>"><c>1</c></b></a>',
    '<a><b x=">">1</b></a>',
    '<a><b>\u0001</b></a>',
    '<a><!-- \u0001 --><b>1</b></a>',
    '<a><b>\0</b></a>',
  ])('nothing that this can tell apart: %j', (text) => {
    expect(takeApart(text)).toBeUndefined();
  });

  it.each([
    ['<a><b>1</b></a>', '<a><b>2 &lt; 3</b></a>', true],
    ['<a><!-- x --><b>1</b></a>', '<a><!-- y z --><b>1</b></a>', true],
    ['<a><!-- x --><b>1</b></a>', '<a><!-- x\n --><b>1</b></a>', false],
    ['<a><b>1</b></a>', '<a><b>\n1</b></a>', false],
    ['<a><b>1</b></a>', '<a><c>1</c></a>', false],
    ['<a x="1"><b>1</b></a>', '<a x="2"><b>1</b></a>', false],
  ])('a frame: %j and %j', (one, other, isSame) => {
    expect(takeApart(one)?.frame === takeApart(other)?.frame).toBe(isSame);
  });

  it('a frame that does not hide what is no XML', () => {
    const text = (comment: string) => `<a><!--${comment}--><b>1</b></a>`;
    const memory = createFileMemory();
    const faultOf = (xml: string) => findXmlFault(xml, memory);
    for (const comment of ['x', 'y', 'z']) expect(faultOf(text(comment))).toBeUndefined();
    expect(faultOf(text('\u0001'))).toBeDefined();
    expect(faultOf(text('a -- b'))).toBeDefined();
    expect(faultOf('<a>\u0001<!--x--><b>1</b></a>')).toBeDefined();
  });
});

describe('what is found by some texts of a file', () => {
  const text = (load: string, label: string) =>
    `<a>\n<load>${load}</load>\n<label>${label}</label>\n</a>`;

  it('is found once for all files of which these are the same', () => {
    let reads = 0;
    const memory = createFileMemory();
    const find = createByFrame(
      (xml) => {
        reads += 1;
        return readXml(xml);
      },
      (elementAt) => {
        const at = elementAt('load');
        return { load: at?.text, line: at?.line ?? 0, col: at?.col ?? 0 };
      },
      (found) => [found],
    );
    const loadOf = (xml: string) => find(xml, memory);
    for (let label = 0; label < 50; label++) {
      expect(loadOf(text('x', `${label}`))).toEqual({ load: 'x', line: 2, col: 1 });
    }
    expect(reads).toBe(2);
    expect(loadOf(text('y', '5'))).toEqual({ load: 'y', line: 2, col: 1 });
    expect(loadOf('<a>')).toBeUndefined();
  });

  it('is found anew where its place may be another', () => {
    const labelOf = createByFrame(
      readXml,
      (elementAt) => elementAt('label') ?? { line: 0, col: 0 },
      (found) => [found],
    );
    const texts = ['1', '22', '333', '4444'].map(
      (load) => `<a><load>${load}</load><label>x</label></a>`,
    );
    const memory = createFileMemory();
    expect(texts.map((each) => labelOf(each, memory)?.col)).toEqual([18, 19, 20, 21]);
  });
});
