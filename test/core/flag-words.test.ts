import { expect, it } from 'vitest';
import { flagMeant } from '../../src/core/flag-words.js';

it.each(['true', 'TRUE', 'Yes', 'on', '1', 'WAHR', 'Ja', 'VRAI', 'oui', 'Sí', 'si\u0301'])(
  '%s is true',
  (word) => expect(flagMeant(word)).toBe(true),
);

it.each([
  'ИСТИНА',
  'да',
  'PRAWDA',
  'DOĞRU',
  'TOSI',
  'x',
  'X',
  '\u0445',
  '✓',
  ' ✔ ',
  '是',
  'ΑΛΗΘΕΣ',
])('%s is true as well', (word) => expect(flagMeant(word)).toBe(true));

it.each(['false', 'No', 'off', '0', 'FALSCH', 'nein', 'FAUX', 'ЛОЖЬ', 'нет', '-', '–', '✗', '否'])(
  '%s is false',
  (word) => expect(flagMeant(word)).toBe(false),
);

it.each(['', 'maybe', '2', 'constructor', '__proto__', 'abc'])('of %j nobody knows', (word) =>
  expect(flagMeant(word)).toBeUndefined(),
);
