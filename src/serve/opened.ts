// What was opened one after the other, closed the other way round.

export interface Closable {
  close(): Promise<void>;
}

export interface Opened {
  /** Returns what it was given. */
  keep<T extends Closable>(server: T): T;
  close(): Promise<void>;
}

export function createOpened(): Opened {
  const opened: Closable[] = [];
  return {
    keep(server) {
      opened.push(server);
      return server;
    },
    async close() {
      for (const server of opened.toReversed()) await server.close();
    },
  };
}
