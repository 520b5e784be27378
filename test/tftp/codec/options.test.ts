import { describe, expect, it } from 'vitest';
import { agree, agreementOf, answerOptions, PLAIN } from '../../../src/tftp/codec/options.js';
import type { Option } from '../../../src/tftp/codec/packet.js';

const OFFER = { transferBytes: 9_000, maxBlksize: 1_468, maxWindowsize: 64 };

/** `blksize=512 tsize=0` */
function parse(text: string): readonly Option[] {
  return text
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return { name, value };
    });
}

const format = (options: readonly Option[]): string =>
  options.map(({ name, value }) => `${name}=${value}`).join(' ');

describe('the options a server acknowledges', () => {
  it.each([
    { asked: '', answered: '' },
    { asked: 'blksize=8', answered: 'blksize=8' },
    { asked: 'blksize=1428', answered: 'blksize=1428' },
    { asked: 'blksize=1469', answered: 'blksize=1468' },
    { asked: 'blksize=65464', answered: 'blksize=1468' },
    { asked: 'blksize=7', answered: '' },
    { asked: 'blksize=65465', answered: '' },
    { asked: 'blksize=0512', answered: 'blksize=512' },
    { asked: 'blksize=', answered: '' },
    { asked: 'blksize=-512', answered: '' },
    { asked: 'blksize=5e2', answered: '' },
    { asked: 'blksize=0x200', answered: '' },
    { asked: 'blksize=99999999999999999999', answered: '' },
    { asked: 'timeout=1', answered: 'timeout=1' },
    { asked: 'timeout=30', answered: 'timeout=30' },
    // Who is silent would keep its place for too long.
    { asked: 'timeout=31', answered: '' },
    { asked: 'timeout=255', answered: '' },
    { asked: 'timeout=0', answered: '' },
    { asked: 'timeout=256', answered: '' },
    { asked: 'tsize=0', answered: 'tsize=9000' },
    { asked: 'tsize=12', answered: 'tsize=9000' },
    { asked: 'tsize=all', answered: '' },
    { asked: 'windowsize=1', answered: 'windowsize=1' },
    { asked: 'windowsize=64', answered: 'windowsize=64' },
    { asked: 'windowsize=65535', answered: 'windowsize=64' },
    { asked: 'windowsize=0', answered: '' },
    { asked: 'windowsize=65536', answered: '' },
    { asked: 'BLKSIZE=1024 TSize=0', answered: 'blksize=1024 tsize=9000' },
    { asked: 'multicast= rollover=0 constructor=1 __proto__=1', answered: '' },
    { asked: 'rollover=0 tsize=0', answered: 'tsize=9000' },
    { asked: 'blksize=1024 blksize=512', answered: 'blksize=1024' },
    {
      asked: 'windowsize=4 tsize=0 timeout=3 blksize=900',
      answered: 'blksize=900 timeout=3 tsize=9000 windowsize=4',
    },
    { asked: 'blksize=nonsense tsize=0', answered: 'tsize=9000' },
  ])('"$asked" -> "$answered"', ({ asked, answered }) => {
    expect(format(answerOptions(parse(asked), OFFER))).toBe(answered);
  });
});

describe('the size of an empty file', () => {
  it('is not told', () => {
    const empty = { ...OFFER, transferBytes: 0 };
    expect(format(answerOptions(parse('tsize=0 blksize=9'), empty))).toBe('blksize=9');
  });
});

describe('what both sides hold to', () => {
  it('is plain RFC 1350 without options', () => {
    expect(agreementOf([])).toEqual({ blksize: 512, windowsize: 1 });
    expect(agreementOf([])).toEqual(PLAIN);
  });

  it('is what was acknowledged', () => {
    expect(agreementOf(parse('blksize=900 timeout=3 tsize=9000 windowsize=4'))).toEqual({
      blksize: 900,
      windowsize: 4,
      timeoutSeconds: 3,
      transferBytes: 9_000,
    });
  });

  it.each([
    { asked: 'blksize=1428', answered: 'blksize=1428', ok: true },
    { asked: 'blksize=1428', answered: 'blksize=512', ok: true },
    { asked: 'blksize=1428', answered: 'BLKSIZE=512', ok: true },
    { asked: 'blksize=1428', answered: 'blksize=1429', ok: false },
    { asked: 'blksize=1428', answered: 'blksize=7', ok: false },
    { asked: 'blksize=1428 tsize=0', answered: '', ok: true },
    { asked: 'blksize=1428 tsize=0', answered: 'tsize=77', ok: true },
    { asked: 'tsize=0', answered: 'blksize=512', ok: false },
    { asked: 'tsize=0', answered: 'tsize=77 rollover=1', ok: false },
    { asked: 'timeout=3', answered: 'timeout=3', ok: true },
    { asked: 'timeout=3', answered: 'timeout=2', ok: false },
    { asked: 'windowsize=8', answered: 'windowsize=4', ok: true },
    { asked: 'windowsize=8', answered: 'windowsize=9', ok: false },
  ])('a client that asked "$asked" takes "$answered": $ok', ({ asked, answered, ok }) => {
    expect(agree(parse(asked), parse(answered)) !== undefined).toBe(ok);
  });
});
