import { describe, expect, it } from 'vitest';
import { hasBadCharacter, withoutBadCharacters } from '../../src/core/characters.js';

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
