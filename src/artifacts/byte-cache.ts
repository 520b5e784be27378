// Bytes by key, the least recently used leaving first when they grow beyond a limit.

export interface ByteCache {
  get(key: string): Uint8Array | undefined;
  /** What is larger than the whole cache is not kept. */
  set(key: string, bytes: Uint8Array): void;
}

export function createByteCache(maxBytes: number): ByteCache {
  // A Map keeps the order of insertion: the first key is the one unused for longest.
  const entries = new Map<string, Uint8Array>();
  let total = 0;
  const remove = (key: string): void => {
    total -= entries.get(key)?.length ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const bytes = entries.get(key);
      if (bytes) {
        entries.delete(key);
        entries.set(key, bytes);
      }
      return bytes;
    },
    set(key, bytes) {
      remove(key);
      if (bytes.length > maxBytes) return;
      entries.set(key, bytes);
      total += bytes.length;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) break;
        remove(oldest);
      }
    },
  };
}
