import { describe, expect, it } from 'vitest';
import { connectionsWithin, openFilesLimit } from '../../src/serve/open-files-limit.js';

const limits = (soft: string) => () =>
  [
    'Limit                     Soft Limit           Hard Limit           Units     ',
    'Max processes             7                    7                    processes ',
    `Max open files            ${soft.padEnd(20)} 524288               files     `,
  ].join('\n');

describe('the limit of open files', () => {
  it.each([
    ['1024', 1024],
    ['524288', 524_288],
    ['unlimited', undefined],
  ])('of %s is the soft one', (soft, limit) => {
    expect(openFilesLimit(limits(soft))).toBe(limit);
  });

  it('is not known where nothing tells it', () => {
    const refuse = () => {
      throw new Error('ENOENT');
    };
    expect([openFilesLimit(refuse), openFilesLimit(() => '')]).toEqual([undefined, undefined]);
  });
});

describe('HTTP has so many connections', () => {
  it.each([
    [undefined, 4_096],
    [524_288, 4_096],
    [4_736, 4_096],
    [4_735, 4_095],
    [1_024, 384],
    [256, 64],
    [2, 1],
  ])('of %s descriptors', (limit, connections) => {
    expect(connectionsWithin(limit)).toBe(connections);
  });
});
