// The quick reader makes the parser's tree or none: what the parser refuses it never reads.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findXmlFault, readXml } from '../../../src/render/xml/check.js';
import { readPlainXml } from '../../../src/render/xml/plain.js';
import { soak } from '../../soak.js';

/** An instruction behind the root adds nothing to the tree, and is left to the parser. */
const BY_PARSER = '<?x?>';

/** Of an element with a hundred thousand, each compared with all before it, nobody would see the end. */
const MANY = Array.from({ length: 40 }, (_, n) => `a${n}=""`).join(' ');

describe('is read at once', () => {
  it.each([
    ['elements', '<a><b/><c></c></a>'],
    ['a declaration', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a/>'],
    ['texts', '<a>\n  <b> one\ttwo </b> three <c/> four\n</a>'],
    ['attributes', '<a b="1" c = \'"2"\'\n  d=">"><e f="/"/></a>'],
    ['comments', '<!-- a & b --><a><!-- <b> --><b>1<!---->2</b></a>\n<!-- - -->'],
    ['what stands for something else', '<a>Tom &amp; &lt;Co&gt; &quot;&apos;</a>'],
    ['lines of other systems', '<a>\r\n<b>1\r2\r\n3</b>\r\n</a>\r\n'],
    ['letters of others', '<a b="é">\u00a0ü\u2028</a>'],
  ])('%s', (_, text) => {
    const root = readPlainXml(text);
    expect(root).toBeDefined();
    expect(root).toEqual(readXml(text + BY_PARSER));
  });
});

describe('is left to the parser', () => {
  it.each([
    ['nothing', ''],
    ['what is not ended', '<a><b></a>'],
    ['two roots', '<a/><a/>'],
    ['text outside', '<a/>x'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['a value with an entity', '<a b="&amp;"/>'],
    ['a section', '<a><![CDATA[b]]></a>'],
    ['an instruction', '<a><?b?></a>'],
    ['a document type', '<!DOCTYPE a><a/>'],
    ['a number of a character', '<a>&#65;</a>'],
    ['the end of a section', '<a>]]></a>'],
    ['a character that XML does not have', '<a>\u0001</a>'],
    ['a comment with hyphens', '<a><!-- a -- b --></a>'],
    ['a name with letters of others', '<é/>'],
    ['more attributes than are compared with one another', `<a ${MANY}/>`],
  ])('%s', (_, text) => {
    expect(readPlainXml(text)).toBeUndefined();
  });
});

const PIECES = [
  ...[
    '<a>',
    '</a>',
    '<b>',
    '</b>',
    '<a/>',
    '<b />',
    '<a b="1">',
    '<a b=\'1\' c = "2"/>',
    '<!-- x -->',
  ],
  ...[
    '<',
    '>',
    '/',
    '=',
    '"',
    "'",
    '&',
    ';',
    '&amp;',
    '&lt;',
    '&#65;',
    '-',
    '--',
    '!',
    '?',
    ']]>',
    '<!',
    '<?',
  ],
  ...[
    ' ',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\ufeff',
    '\u00a0',
    '\0',
    'x',
    '1',
    ':',
    '.',
    'é',
    '\u{1f600}',
    '\ud800',
  ],
];
const noise = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 12 })
  .map((pieces) => pieces.join(''));
/** Well-formed more often than not. */
const nested = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom('a', 'b:c', '_d.e-1'),
      fc.array(fc.constantFrom(' x="1"', "\n y='&gt;'", ' x = "<"', ' z="é\t"', 'w="2"'), {
        maxLength: 2,
      }),
      fc.array(
        fc.oneof(
          { maxDepth: 3 },
          fc.constantFrom(' ', '\r\n', 'x', '&amp;', '&x;', '<!---->', '<![CDATA[&]]>', ']]', '>'),
          tie('element'),
        ),
        { maxLength: 4 },
      ),
      fc.constantFrom('', ' ', '\n'),
    )
    .map(([name, attributes, inner, blank]) =>
      inner.length === 0
        ? `<${name}${attributes.join('')}${blank}/>`
        : `<${name}${attributes.join('')}${blank}>${inner.join('')}</${name}${blank}>`,
    ),
})).element;

it('is never read in another way', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        noise,
        nested,
        fc.tuple(nested, noise).map((two) => two.join('')),
      ),
      (text) => {
        const root = readPlainXml(text);
        if (root === undefined) return;
        expect(findXmlFault(text + BY_PARSER)).toBeUndefined();
        expect(root).toEqual(readXml(text + BY_PARSER));
      },
    ),
    { numRuns: soak(3_000, 100_000) },
  );
});
