// Files that HTTP is sending: who fetches what, and how far it is.

import type { Socket } from 'node:net';

/** An answer that is a file, whose first bytes are about to leave. */
export interface HttpBegun {
  readonly client: { readonly address: string; readonly port: number };
  readonly fileName: string;
  readonly size: number;
}

/** One that is under way. */
export interface RunningAnswer extends HttpBegun {
  /** On the clock of the server. */
  readonly beganMs: number;
  /** Handed to the system. */
  readonly bytes: number;
}

export interface Running {
  begin(begun: HttpBegun, beganMs: number, socket: Socket): { end(): void };
  /** Without an address: all. */
  to(address?: string): readonly RunningAnswer[];
}

/** What is under way, by the address that it goes to. */
export function createRunning(): Running {
  interface Entry extends HttpBegun {
    readonly beganMs: number;
    bytes(): number;
  }
  const entries = new Map<string, Set<Entry>>();
  return {
    begin(begun, beganMs, socket) {
      const { address } = begun.client;
      const before = socket.bytesWritten;
      const bytes = () => Math.min(begun.size, Math.max(0, socket.bytesWritten - before));
      const entry: Entry = { ...begun, beganMs, bytes };
      const here = entries.get(address) ?? new Set();
      entries.set(address, here.add(entry));
      return {
        end() {
          here.delete(entry);
          if (here.size === 0) entries.delete(address);
        },
      };
    },
    to(address) {
      const sets = address === undefined ? [...entries.values()] : [entries.get(address) ?? []];
      return sets.flatMap((set) =>
        Array.from(set, ({ bytes, ...entry }) => ({ ...entry, bytes: bytes() })),
      );
    },
  };
}
