// How fast a rollout goes. Alone, for the options of a command are made of it.

/** How fast it goes. */
export interface Pace {
  /** So many phones are under way at once, at the most. */
  readonly atOnce: number;
  /** So many are asked in a second, at the most. */
  readonly perSecond: number;
  /** Sizes of the waves before all the rest, each of which begins when the one before has come back. */
  readonly waves: readonly number[];
}

export const PACE: Pace = { atOnce: 10, perSecond: 1, waves: [1, 5] };
/** What may be asked for. */
export const PACE_LIMITS = { atOnce: 100, perSecond: 20, waves: 10, wave: 1_000 } as const;
