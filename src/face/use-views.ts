// The views that the list of phones can do without: they are fetched while it is looked at.

import { useEffect, useReducer } from 'preact/hooks';

export type Views = typeof import('./views/all.js');

const RETRY_MS = 3_000;

let loaded: Views | undefined;

/** Undefined until they are there; a server that does not answer just now is asked again. */
export function useViews(): Views | undefined {
  const [, redraw] = useReducer<number, void>((round) => round + 1, 0);
  useEffect(() => {
    const take = (views: Views) => {
      loaded = views;
      redraw();
    };
    const load = () => {
      import('./views/all.js').then(take, () => setTimeout(load, RETRY_MS));
    };
    if (!loaded) load();
  }, []);
  return loaded;
}
