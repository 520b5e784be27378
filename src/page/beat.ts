// The clockwork behind live changes: four times a second while somebody watches, and for a while after, so that who comes back at
// once needs what has changed alone.

import type { Hub } from './hub.js';

export interface BeatSource {
  begin(): void;
  end(): void;
  /** A little work; true: there is more. */
  freshen(): boolean;
}

export interface Beat {
  /** Somebody has come, or has taken what it had. */
  wake(): void;
  close(): void;
}

const EVERY_MS = 250;
/** So long after the last one left. */
const REST_MS = 60_000;
/** Those that are served have their turns between: of a quarter second so many. */
const TURNS_MAX = 25;
/** Of the first, when each phone is described once. */
const FIRST_TURNS_MAX = 1_000;

export function createBeat(hub: Pick<Hub, 'tick' | 'size'>, source: BeatSource): Beat {
  let timer: NodeJS.Timeout | undefined;
  let restMs = 0;
  let turn: NodeJS.Immediate | undefined;

  function goOn(turns: number): void {
    turn = undefined;
    // Readers are told once, when all is looked at or others have waited enough.
    if (turns > 0 && source.freshen()) turn = setImmediate(goOn, turns - 1);
    else if (hub.tick().more) turn = setImmediate(goOn, 0);
  }
  function beat(): void {
    restMs = hub.size > 0 ? 0 : restMs + EVERY_MS;
    if (restMs >= REST_MS) stop();
    else if (turn === undefined) goOn(TURNS_MAX);
  }
  function stop(): void {
    clearInterval(timer);
    if (turn) clearImmediate(turn);
    timer = undefined;
    turn = undefined;
    source.end();
  }
  return {
    wake() {
      const isFirst = timer === undefined;
      if (isFirst) {
        restMs = 0;
        source.begin();
        timer = setInterval(beat, EVERY_MS);
        timer.unref();
      }
      turn ??= setImmediate(goOn, isFirst ? FIRST_TURNS_MAX : 0);
    },
    close: stop,
  };
}
