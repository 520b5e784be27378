import { expect, it } from 'vitest';
import { judgeSound } from '../../../../../src/phones/cisco/files/rings/judge-sound.js';

const sound = (size: number, head = '') =>
  judgeSound(Buffer.concat([Buffer.from(head), Buffer.alloc(Math.min(size, 1000))]), size).fault;

it.each([240, 480, 16_080])('a sound of %i samples can be played', (size) => {
  expect(sound(size)).toBeUndefined();
});

it.each([1, 239, 241, 16_081, 16_320])('a sound of %i samples cannot', (size) => {
  expect(sound(size)).toMatch(new RegExp(`^has ${size} samples`));
});

it.each([
  ['RIFF', 'WAV'],
  ['.snd', 'AU'],
  ['ID3\u0003', 'MP3'],
])('what begins with %j is no bare sound', (head, kind) => {
  expect(sound(240, head)).toMatch(new RegExp(`^is an? ${kind} file`));
});
