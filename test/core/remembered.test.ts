import { expect, it, vi } from 'vitest';
import { remembered } from '../../src/core/remembered.js';

it('is looked up once, until it is forgotten', () => {
  const look = vi.fn((text: string) => ({ text }));
  const { of, forget } = remembered(look);
  expect(of('a')).toEqual({ text: 'a' });
  expect(of('a')).toBe(of('a'));
  expect(of('b')).toEqual({ text: 'b' });
  expect(look.mock.calls).toEqual([['a'], ['b']]);
  forget();
  of('a');
  expect(look).toHaveBeenCalledTimes(3);
});

it('remembers so many and no more, and no long ones', () => {
  const look = vi.fn((text: string) => ({ text }));
  const { of } = remembered(look, 2);
  for (const text of ['a', 'b', 'c']) of(text);
  look.mockClear();
  of('c');
  expect(look).not.toHaveBeenCalled();
  of('a');
  expect(look).toHaveBeenCalledTimes(1);
  look.mockClear();
  of('x'.repeat(129));
  of('x'.repeat(129));
  expect(look).toHaveBeenCalledTimes(2);
});

it('looks again for what meant nothing', () => {
  const look = vi.fn((): string | undefined => undefined);
  const { of } = remembered(look);
  expect([of('a'), of('a')]).toEqual([undefined, undefined]);
  expect(look).toHaveBeenCalledTimes(2);
});
