import { describe, expect, it } from 'vitest';
import {
  describeUnseen,
  hasBadCharacter,
  withoutBadCharacters,
  withoutUnseen,
} from '../../src/core/characters.js';

describe('bad characters', () => {
  it.each([
    ['a NUL', '\0'],
    ['a line feed', '\n'],
    ['a carriage return', '\r'],
    ['a tab', '\t'],
    ['an escape', '\x1b'],
    ['DEL', '\x7f'],
    ['NEL, which some parsers take for a line break', '\x85'],
    ['the last of the C1 controls', '\x9f'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a non-character', '\uffff'],
    ['half a character', '\ud83d'],
  ])('include %s', (_, char) => {
    expect(hasBadCharacter(`a${char}b`)).toBe(true);
    expect(withoutBadCharacters(`${char}a${char}${char}b`)).toBe('ab');
  });

  it('do not include what people write', () => {
    const text = 'Ёлка & "Grüße" <日本> 😀\u00a0~';
    expect(hasBadCharacter(text)).toBe(false);
    expect(withoutBadCharacters(text)).toBe(text);
  });
});

describe('characters that nobody sees', () => {
  it.each([
    { text: '70\u200b01', told: 'holds U+200B (a space of no width) as character 3', seen: '7001' },
    { text: '7001\u200e', told: /U\+200E .* as character 5$/, seen: '7001' },
    { text: '70\u00ad01', told: /U\+00AD \(a soft hyphen\)/, seen: '7001' },
    { text: '\u00a07001', told: /U\+00A0 .* as character 1$/, seen: '7001' },
    { text: '\ufeff7001', told: /U\+FEFF \(a byte order mark\)/, seen: '7001' },
    { text: '\u202e7001', told: /^holds U\+202E as character 1$/, seen: '7001' },
    {
      text: '70\ufe0f01',
      told: /U\+FE0F \(a chooser of a variant\) as character 3$/,
      seen: '7001',
    },
    { text: '7001\u3164', told: /U\+3164 \(a filler\) as character 5$/, seen: '7001' },
    { text: '70\u034f01', told: /^holds U\+034F as character 3$/, seen: '7001' },
    { text: '\u28007001', told: /U\+2800 .* as character 1$/, seen: '7001' },
    { text: '70\u{e0100}01', told: /^holds U\+E0100 as character 3$/, seen: '7001' },
    { text: '70\u300001', told: /^holds U\+3000 as character 3$/, seen: '7001' },
    { text: '😀\u200b', told: /as character 2$/, seen: '😀' },
    { text: '7001 ', told: 'ends with a blank (U+0020)', seen: '7001' },
    { text: '  7001', told: 'begins with a blank (U+0020)', seen: '7001' },
  ])('are told of "$text"', ({ text, told, seen }) => {
    expect(describeUnseen(text)).toEqual(
      typeof told === 'string' ? told : expect.stringMatching(told),
    );
    expect(withoutUnseen(text)).toBe(seen);
  });

  it.each(['7001', 'Anna B', 'Ёлка «x»', '日本', '😀', ''])('are none in "%s"', (text) => {
    expect(describeUnseen(text)).toBeUndefined();
    expect(withoutUnseen(text)).toBe(text);
  });
});
