// Windows of files in memory, all within one budget. Who reads them and from where is not its business.

import type { Piece } from '../core/file-content.js';

/** What one version of a file has in memory, by the number of the window. */
export type Windows = Map<number, Window>;

export interface Window extends Piece {
  /** Set by whoever reads it: it then stays for another round. Cheaper than an order of use. */
  used: boolean;
}

export interface WindowCache {
  add(windows: Windows, index: number, piece: Piece): Window;
}

/** Lets those go that nobody has used since they were last considered, the oldest first. */
export function createWindowCache(maxBytes: number): WindowCache {
  const entries = new Map<Window, { readonly windows: Windows; readonly index: number }>();
  let total = 0;

  function makeRoom(): void {
    for (const [window, entry] of entries) {
      if (total <= maxBytes) return;
      entries.delete(window);
      if (window.used) {
        window.used = false;
        entries.set(window, entry);
      } else {
        total -= window.bytes.length;
        entry.windows.delete(entry.index);
      }
    }
  }
  return {
    add(windows, index, { bytes, at }) {
      const window: Window = { bytes, at, used: true };
      windows.set(index, window);
      entries.set(window, { windows, index });
      total += bytes.length;
      makeRoom();
      return window;
    },
  };
}
