// What a key means on the page, when nobody is writing into a field.

import type { View } from './route.js';

export type KeyAct =
  | { readonly act: 'go'; readonly view: View }
  | { readonly act: 'move'; readonly by: number }
  | { readonly act: 'filter' | 'close' | 'adopt' | 'help' | 'select' };

const KEYS: Readonly<Record<string, KeyAct>> = {
  '/': { act: 'filter' },
  Escape: { act: 'close' },
  '?': { act: 'help' },
  a: { act: 'adopt' },
  x: { act: 'select' },
  n: { act: 'go', view: 'new' },
  j: { act: 'move', by: 1 },
  k: { act: 'move', by: -1 },
  ArrowDown: { act: 'move', by: 1 },
  ArrowUp: { act: 'move', by: -1 },
  PageDown: { act: 'move', by: 15 },
  PageUp: { act: 'move', by: -15 },
  Home: { act: 'move', by: -1e9 },
  End: { act: 'move', by: 1e9 },
};

/** Behind `g`. */
export const AFTER_G: Readonly<Record<string, View>> = {
  ...{ p: 'phones', f: 'findings', n: 'networks', r: 'requests', w: 'firmware', t: 'rollouts' },
  c: 'calls',
};

/** `g` and a letter within so long are one. */
const G_MS = 1_500;

export interface Keyboard {
  /** `atMs` of any clock that goes on. */
  press(key: string, atMs: number): KeyAct | undefined;
}

export function createKeyboard(): Keyboard {
  let gMs = -Infinity;
  return {
    press(key, atMs) {
      const view = atMs - gMs <= G_MS ? AFTER_G[key] : undefined;
      gMs = key === 'g' ? atMs : -Infinity;
      return view === undefined ? KEYS[key] : { act: 'go', view };
    },
  };
}
