// The views that the list of phones can do without: they are fetched while it is looked at.

import { useEffect, useReducer } from 'preact/hooks';
import { speakMore } from './texts/language.js';

export type Views = typeof import('./views/all.js');

const RETRY_MS = 3_000;

let loaded: Views | undefined;

/** Undefined until they are there; a server that does not answer just now is asked again. */
export function useViews(): Views | undefined {
  const [, redraw] = useReducer<number, void>((round) => round + 1, 0);
  useEffect(() => {
    const load = async () => {
      try {
        [loaded] = await Promise.all([import('./views/all.js'), speakMore()]);
        redraw();
      } catch {
        setTimeout(load, RETRY_MS);
      }
    };
    if (!loaded) void load();
  }, []);
  return loaded;
}
