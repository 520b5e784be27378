import { describe, expect, it } from 'vitest';
import { readInterfaces } from '../../src/udp/interfaces.js';

describe('interfaces that cannot be read', () => {
  it.each([
    [
      Object.assign(new Error('x'), { code: 'ERR_SYSTEM_ERROR', info: { code: 'EMFILE' } }),
      'EMFILE',
    ],
    [Object.assign(new Error('x'), { code: 'EPERM' }), 'EPERM'],
    [new Error('x'), 'EIO'],
  ])('are told by the code of the system', (cause, code) => {
    const read = () => {
      throw cause;
    };
    expect(() => readInterfaces(read)).toThrow(expect.objectContaining({ code, cause }));
  });
});
