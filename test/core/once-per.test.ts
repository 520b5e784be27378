import { describe, expect, it } from 'vitest';
import { oncePer, oncePerKey } from '../../src/core/once-per.js';

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

describe('oncePerKey', () => {
  it('makes a value once for each name', () => {
    const asked: string[] = [];
    const listOf = oncePerKey((name: string): string[] => {
      asked.push(name);
      return [name];
    });
    listOf('a').push('more');
    expect([listOf('a'), listOf('b')]).toEqual([['a', 'more'], ['b']]);
    expect(asked).toEqual(['a', 'b']);
  });

  it('forgets all when there are more than it may keep, but not for one that it knows', () => {
    const asked: number[] = [];
    const half = oncePerKey((key: number) => {
      asked.push(key);
      return key / 2;
    }, 2);
    expect([2, 4, 2, 4].map(half)).toEqual([1, 2, 1, 2]);
    expect(asked).toEqual([2, 4]);
    expect([6, 2].map(half)).toEqual([3, 1]);
    expect(asked).toEqual([2, 4, 6, 2]);
  });
});
