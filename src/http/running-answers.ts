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

/** One is made for each answer that is a file. */
interface Entry {
  readonly begun: HttpBegun;
  readonly beganMs: number;
  readonly socket: Socket;
  /** Bytes that had been written to the socket when the answer began. */
  readonly before: number;
}

export interface Running {
  begin(begun: HttpBegun, beganMs: number, socket: Socket): Entry;
  /** To be called once. */
  end(entry: Entry): void;
  /** Without an address: all. */
  to(address?: string): readonly RunningAnswer[];
}

/** What is under way, by the address that it goes to. */
export function createRunning(): Running {
  const entries = new Map<string, Set<Entry>>();
  return {
    begin(begun, beganMs, socket) {
      const { address } = begun.client;
      const entry: Entry = { begun, beganMs, socket, before: socket.bytesWritten };
      const here = entries.get(address);
      if (here === undefined) entries.set(address, new Set([entry]));
      else here.add(entry);
      return entry;
    },
    end(entry) {
      const { address } = entry.begun.client;
      const here = entries.get(address);
      here?.delete(entry);
      if (here?.size === 0) entries.delete(address);
    },
    to(address) {
      const sets = address === undefined ? [...entries.values()] : [entries.get(address) ?? []];
      return sets.flatMap((set) => Array.from(set, runningAnswer));
    },
  };
}

function runningAnswer({ begun, beganMs, socket, before }: Entry): RunningAnswer {
  const bytes = Math.min(begun.size, Math.max(0, socket.bytesWritten - before));
  return { ...begun, beganMs, bytes };
}
