// Waits for what a test wants to hold: looked at whenever something happened, never at a time.

export interface Watch {
  /** Something happened. */
  changed(): void;
  /** Resolves when `holds` does. */
  until(holds: () => boolean): Promise<void>;
}

export function createWatch(): Watch {
  const watchers = new Set<() => void>();
  return {
    changed() {
      for (const watch of [...watchers]) watch();
    },
    until: (holds) =>
      new Promise((resolve) => {
        const watch = () => {
          if (!holds()) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
  };
}
