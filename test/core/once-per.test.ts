import { describe, expect, it } from 'vitest';
import { oncePer, oncePerName } from '../../src/core/once-per.js';

describe('oncePer', () => {
  it('makes a value once for each object, and tells equal ones apart', () => {
    const asked: string[] = [];
    const upperCase = oncePer(({ name }: { readonly name: string }) => {
      asked.push(name);
      return { name: name.toUpperCase() };
    });
    const [a, twin, b] = [{ name: 'a' }, { name: 'a' }, { name: 'b' }];
    expect([a, b, a, twin, b].map((key) => upperCase(key).name)).toEqual(['A', 'B', 'A', 'A', 'B']);
    expect(asked).toEqual(['a', 'b', 'a']);
    expect(upperCase(a)).toBe(upperCase(a));
  });
});

describe('oncePerName', () => {
  it('makes a value once for each name', () => {
    const asked: string[] = [];
    const listOf = oncePerName((name): string[] => {
      asked.push(name);
      return [name];
    });
    listOf('a').push('more');
    expect([listOf('a'), listOf('b')]).toEqual([['a', 'more'], ['b']]);
    expect(asked).toEqual(['a', 'b']);
  });
});
