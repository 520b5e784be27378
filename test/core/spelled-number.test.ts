import { describe, expect, it } from 'vitest';
import { spelledFault } from '../../src/core/spelled-number.js';
import { dialledFault } from '../../src/core/user-part.js';

describe('a number with letters', () => {
  it.each([
    ['1-800-FLOWERS', 'write "18003569377"'],
    ['0800callme', 'write "0800225563"'],
    ['+49180TAXI1', 'write "+4918082941"'],
    ['0190wxyz', 'write "01909999"'],
    ['7OO1', 'write "7001"'],
    ['70l', 'write "701"'],
    ['I07', 'write "107"'],
  ])('%s', (text, hint) => {
    expect(spelledFault(text)?.hint).toBe(hint);
  });

  it('is told with its digits where it has blanks, too', () => {
    expect(dialledFault('1 800 FLOWERS')?.hint).toBe('write "18003569377"');
  });

  it.each(['7001', 'front.desk', 'sip7001', 'queue2', '7001ab', '*97', 'Ol', 'o2', '1Aa2'])(
    'is not %s',
    (text) => {
      expect(spelledFault(text)).toBeUndefined();
    },
  );
});
