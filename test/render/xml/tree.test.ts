import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from '../../../src/render/xml/check.js';
import { attributeOf, descendant } from '../../../src/render/xml/tree.js';

describe('readXml', () => {
  it('knows where elements and attributes stand', () => {
    const root = readXml(
      '<?xml version="1.0"?>\n<a>\n  <!-- <no/> -->\n  <b x="1"\n    y=\'2\'/>\n</a>',
    );
    const b = root && descendant(root, 'b');
    expect(root).toMatchObject({ name: 'a', line: 2, col: 1 });
    expect(b).toMatchObject({ line: 4, col: 3, text: '', children: [] });
    expect(b && attributeOf(b, 'x')).toMatchObject({ value: '1', line: 4, col: 6 });
    expect(b && attributeOf(b, 'y')).toMatchObject({ value: '2', line: 5, col: 5 });
  });

  it('knows where plain elements stand, and what is in them', () => {
    const root = readXml('<a>\n  <b> x </b><c>&amp;</c>\n\n\t<b></b >\n</a>');
    expect(root?.children).toEqual(
      [
        { name: 'b', text: 'x', line: 2, col: 3 },
        { name: 'c', text: '&', line: 2, col: 13 },
        { name: 'b', text: '', line: 4, col: 2 },
      ].map((element) => ({ ...element, attributes: [], children: [] })),
    );
  });

  const texts: readonly { name: string; xml: string; text: string }[] = [
    { name: 'spaces around', xml: '<a>\n x y \n</a>', text: 'x y' },
    { name: 'the five entities', xml: '<a>&lt;&gt;&amp;&quot;&apos;</a>', text: '<>&"\'' },
    { name: 'an entity made of entities', xml: '<a>&amp;lt;</a>', text: '&lt;' },
    { name: 'numeric references', xml: '<a>&#65;&#x416;</a>', text: 'AЖ' },
    { name: 'CDATA', xml: '<a><![CDATA[<b>&amp;]]></a>', text: '<b>&amp;' },
    { name: 'a comment inside', xml: '<a>x<!-- <b> -->y</a>', text: 'xy' },
    { name: 'a document type', xml: '<!DOCTYPE a [<!ELEMENT a ANY>]><a>x</a>', text: 'x' },
    { name: 'a byte order mark', xml: '\ufeff<a>x</a>', text: 'x' },
    { name: 'text around children', xml: '<a>x<b>y</b> <b>y</b>z</a>', text: 'x z' },
    { name: 'text of a child', xml: '<a>x<b>y</b></a>', text: 'x' },
  ];
  it.each(texts)('reads $name', ({ xml, text }) => {
    expect(readXml(xml)?.text).toBe(text);
  });

  it.each([
    '',
    'x',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '</a>',
    '<a x=1/>',
    '<a x="<"/>',
    '<a><',
    '<a><!-- </a>',
    '<a>< b/></a>',
    '<a>&nbsp;</a>',
    '<a>&#x110000;</a>',
  ])('refuses %j', (xml) => {
    expect(readXml(xml)).toBeUndefined();
  });

  it('never throws', () => {
    const markup = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      '"',
      "'",
      '=',
      '&',
      ';',
      '!',
      '-',
      '[',
      ']',
      ' ',
      '\n',
      '?',
    );
    fc.assert(
      fc.property(fc.array(markup, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        expect(() => [text, `<a>${text}</a>`].map(readXml)).not.toThrow();
      }),
    );
  });
});
