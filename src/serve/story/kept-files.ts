// The files that phones were given last, for a look at what they would get otherwise now. They are held as what is served is held:
// in memory alone, with their passwords, so that it can be said that one of those has changed; whoever shows them masks them.

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Mac } from '../../core/mac.js';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export interface KeptFiles {
  put(mac: Mac, digest: string, files: readonly NamedText[]): void;
  /** Of what is kept of it; undefined: nothing is. */
  digestOf(mac: Mac): string | undefined;
  /** undefined: nothing is kept of it. */
  get(mac: Mac): readonly NamedText[] | undefined;
}

/** Packed, a phone's files are a kilobyte or two. */
const BYTES_MAX = 16 * 1024 * 1024;
/** Most of what can be won, for a fraction of the time. */
const LEVEL = 1;

/** Those that were given theirs longest ago are forgotten first. */
export function createKeptFiles(bytesMax = BYTES_MAX): KeptFiles {
  const kept = new Map<Mac, { readonly digest: string; readonly packed: Uint8Array }>();
  let bytes = 0;

  function forget(mac: Mac): void {
    bytes -= kept.get(mac)?.packed.length ?? 0;
    kept.delete(mac);
  }

  return {
    put(mac, digest, files) {
      forget(mac);
      const packed = deflateRawSync(JSON.stringify(files), { level: LEVEL });
      kept.set(mac, { digest, packed });
      bytes += packed.length;
      for (const oldest of kept.keys()) {
        if (bytes <= bytesMax) return;
        forget(oldest);
      }
    },
    digestOf: (mac) => kept.get(mac)?.digest,
    get(mac) {
      const found = kept.get(mac);
      return found && JSON.parse(inflateRawSync(found.packed).toString());
    },
  };
}
