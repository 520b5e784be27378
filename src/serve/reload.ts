// When an inventory is read again, and what follows: values in, values out. Knows no disk, no clock and no server.

/**
 * `refused`: what was read last has an error, and what was served before is served on. `again`: somebody asked
 * meanwhile; however often, that is once.
 */
export type ReloadState =
  | { readonly phase: 'idle' | 'refused' }
  | { readonly phase: 'reading'; readonly again: boolean; readonly doubts: Doubts }
  | { readonly phase: 'swapping'; readonly again: boolean };

/** It changed while it was read, an error stands at the very end of a file, or it has fewer phones and nobody asked for it. */
export type Doubt = 'changed' | 'ends-in-error' | 'fewer-phones';

/** How often each has been given time. */
export type Doubts = Readonly<Record<Doubt, number>>;

export type ReloadEvent =
  /** By a signal, or because something has changed. */
  | { readonly type: 'asked' }
  | {
      readonly type: 'read';
      readonly good: boolean;
      /** What was read may not be all. */
      readonly doubt?: Doubt;
    }
  | { readonly type: 'swapped' }
  /** The servers could not be prepared for it, and have changed nothing. */
  | { readonly type: 'unfit' };

/** `read-later`: give whoever is writing some time. `rest`: watch, until somebody asks. */
export type ReloadAct = 'read' | 'read-later' | 'swap' | 'refuse' | 'rest';

export interface ReloadStep {
  readonly state: ReloadState;
  readonly acts: readonly ReloadAct[];
}

export const IDLE: ReloadState = { phase: 'idle' };

const NO_DOUBTS: Doubts = { changed: 0, 'ends-in-error': 0, 'fewer-phones': 0 };

/** A file that never comes to rest is taken as it is in the end; one that rests most likely has the error in which it ends, or lost phones. */
const DOUBTS_MAX: Doubts = { changed: 3, 'ends-in-error': 1, 'fewer-phones': 1 };

export function stepReload(state: ReloadState, event: ReloadEvent): ReloadStep {
  switch (state.phase) {
    case 'idle':
    case 'refused':
      return event.type === 'asked' ? read() : stay(state);
    case 'reading':
      return whileReading(state, event);
    case 'swapping':
      return whileSwapping(state, event);
  }
}

function whileReading(
  state: Extract<ReloadState, { phase: 'reading' }>,
  event: ReloadEvent,
): ReloadStep {
  const { again, doubts } = state;
  if (event.type === 'asked') return stay({ ...state, again: true });
  if (event.type !== 'read') return stay(state);
  const { doubt } = event;
  if (doubt !== undefined && doubts[doubt] < DOUBTS_MAX[doubt]) {
    const grown = { ...doubts, [doubt]: doubts[doubt] + 1 };
    return { state: { phase: 'reading', again: false, doubts: grown }, acts: ['read-later'] };
  }
  if (event.good) return { state: { phase: 'swapping', again }, acts: ['swap'] };
  return again ? read('refuse') : { state: { phase: 'refused' }, acts: ['refuse', 'rest'] };
}

function whileSwapping(
  state: Extract<ReloadState, { phase: 'swapping' }>,
  event: ReloadEvent,
): ReloadStep {
  switch (event.type) {
    case 'asked':
      return stay({ ...state, again: true });
    case 'swapped':
      return state.again ? read() : { state: IDLE, acts: ['rest'] };
    case 'unfit':
      return state.again ? read() : { state: { phase: 'refused' }, acts: ['rest'] };
    default:
      return stay(state);
  }
}

function read(...before: readonly ReloadAct[]): ReloadStep {
  return {
    state: { phase: 'reading', again: false, doubts: NO_DOUBTS },
    acts: [...before, 'read'],
  };
}

function stay(state: ReloadState): ReloadStep {
  return { state, acts: [] };
}
