// Whether WebAssembly can be had: asked before libxml2 is loaded, which would say it in raw words of its compiler.

import { codedError } from '../core/coded-error.js';

/** Node has it; its types do not. */
declare const WebAssembly: { readonly Memory: new (pages: typeof PAGES) => object };
/**
 * What libxml2 asks for. Node 20 reserves some ten gigabytes of addresses for the smallest memory, too, and uses next to
 * none; newer ones do with less, and refuse only what finds no room.
 */
const PAGES = { initial: 261, maximum: 32_768 };

/** Throws ENOMEM with the way out. `reserve` throws where the system refuses. */
export function requireWasmRoom(
  reserve: () => unknown = () => new WebAssembly.Memory(PAGES),
): void {
  try {
    reserve();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw codedError('ENOMEM', TOO_LITTLE, cause);
  }
}

const TOO_LITTLE =
  'too little memory may be had: WebAssembly, which checks XML, reserves some 10 GB of address space without using it, and ' +
  'a limit refuses that: lift it ("ulimit -v unlimited"; LimitAS= of a systemd unit), or do without the reservation: ' +
  'NODE_OPTIONS=--disable-wasm-trap-handler';

requireWasmRoom();
