import { describe, expect, it } from 'vitest';
import { descriptorShares, openFilesLimit } from '../../src/serve/open-files-limit.js';

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

describe('large files and connections have so many', () => {
  it.each([
    [undefined, 512, 4_096],
    [524_288, 512, 4_096],
    [4_736, 512, 4_096],
    [4_735, 512, 4_095],
    [1_024, 448, 448],
    [512, 192, 192],
    [256, 96, 96],
    [128, 40, 40],
    [64, 8, 8],
    [2, 1, 1],
  ])('of %s descriptors', (limit, files, connections) => {
    expect(descriptorShares(limit)).toEqual({ files, connections });
  });

  it('and leave a quarter to all else, or what is enough, and never less than it takes', () => {
    for (let limit = 50; limit < 10_000; limit++) {
      const { files, connections } = descriptorShares(limit);
      const left = limit - files - connections;
      expect(left).toBeGreaterThanOrEqual(Math.max(Math.min(limit / 4, 128), 48));
    }
  });
});
