import { describe, expect, it } from 'vitest';
import { onceWhileSame } from '../../src/core/once-while-same.js';

describe('onceWhileSame', () => {
  interface Value {
    readonly list: readonly number[];
    readonly name: string;
    readonly other: number;
  }

  function counted(max: number) {
    const asked: number[] = [];
    const make = onceWhileSame<Value, string>(
      ['list', 'name'],
      ({ list, name, other }) => {
        asked.push(other);
        return `${name} ${list.join(' ')}`;
      },
      max,
    );
    return { asked, make };
  }

  it('makes nothing again where the parts are the same, whatever else differs', () => {
    const { asked, make } = counted(2);
    const list = [1, 2];
    expect(make({ list, name: 'a', other: 1 })).toBe('a 1 2');
    expect(make({ list, name: 'b', other: 2 })).toBe('b 1 2');
    expect(make({ list, name: 'a', other: 3 })).toBe('a 1 2');
    expect(asked).toEqual([1, 2]);
  });

  it('takes an equal object for another', () => {
    const { asked, make } = counted(2);
    make({ list: [1], name: 'a', other: 1 });
    expect(make({ list: [1], name: 'a', other: 2 })).toBe('a 1');
    expect(asked).toEqual([1, 2]);
  });

  it('forgets what was of no use for longest', () => {
    const { asked, make } = counted(2);
    const list = [1];
    for (const [other, name] of ['a', 'b', 'a', 'c', 'a', 'b'].entries())
      make({ list, name, other });
    expect(asked).toEqual([0, 1, 3, 5]);
  });
});
