import { describe, expect, it } from 'vitest';
import { requireWasmRoom } from '../../src/render/wasm-room.js';

describe('room for WebAssembly', () => {
  it('that the system refuses is told with the way out', () => {
    const refuse = () => {
      throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    };
    expect(() => requireWasmRoom(refuse)).toThrow(
      expect.objectContaining({
        code: 'ENOMEM',
        message: expect.stringMatching(/address space.*ulimit -v.*NODE_OPTIONS=--disable-wasm/s),
      }),
    );
  });

  it('is no answer to another error', () => {
    const defect = new TypeError('planted');
    const fail = () => {
      throw defect;
    };
    expect(() => requireWasmRoom(fail)).toThrow(defect);
  });
});
