// Events that come while somebody looks at what there is: they are told afterwards, in their order, for a list of what was
// may come after the event that changed it.

export interface HeldEvents<Event> {
  /** False: too many are held, and this one is lost. */
  take(event: Event): boolean;
  hold(): void;
  /** Tells all that were held, and from now on each at once. */
  release(): void;
}

/** Holds from the start, `max` at the most. */
export function holdEvents<Event>(tell: (event: Event) => void, max: number): HeldEvents<Event> {
  let held: Event[] | undefined = [];
  return {
    take(event) {
      if (!held) tell(event);
      else if (held.length >= max) return false;
      else held.push(event);
      return true;
    },
    hold() {
      held ??= [];
    },
    release() {
      const all = held ?? [];
      held = undefined;
      for (const event of all) tell(event);
    },
  };
}
