// A part of the page that is fetched when it is looked at.

import { useEffect, useState } from 'preact/hooks';

/**
 * Undefined until it is there, and where it is not to be had now: whoever comes back tries again. `load` is the same each time
 * for the same part; while that of another is under way, the last one stays.
 */
export function useLoaded<T>(load: () => Promise<T>): T | undefined {
  const [loaded, setLoaded] = useState<T>();
  useEffect(() => {
    let isWanted = true;
    load().then(
      (part) => isWanted && setLoaded(() => part),
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [load]);
  return loaded;
}
