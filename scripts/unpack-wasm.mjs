// libxml2-wasm carries its WebAssembly as a text in a module, which is read, kept and translated at every start: half
// of what loading it costs. For the bundle it is a file again.

import { runInNewContext } from 'node:vm';

const MODULE = /\/libxml2-wasm\/lib\/libxml2raw\.mjs$/;
/** `??=decode('…')`, written by emscripten's SINGLE_FILE with its text encoding, in which each character is a byte. */
const PACKED = /\?\?=\w+\(('(?:[^'\\]|\\.)*')\)/s;

/** A plugin for the bundler. `write` gets the bytes, and says by which expression they are read. */
export function unpackWasm(write) {
  return {
    name: 'unpack-wasm',
    transform(code, id) {
      if (!MODULE.test(id)) return null;
      const [, literal] = PACKED.exec(code) ?? [];
      if (literal === undefined) throw new Error(`${id} does not carry its bytes as expected`);
      const bytes = decode(runInNewContext(literal));
      if (!WebAssembly.validate(bytes)) throw new Error(`${id} carries no WebAssembly`);
      const read = write(bytes);
      return { code: code.replace(PACKED, () => `??=${read}`), map: null };
    },
  };
}

/** A zero stands as the character 256, for a text of many zeros is taken for binary. */
function decode(text) {
  return Uint8Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    return (~code >> 8) & code;
  });
}
