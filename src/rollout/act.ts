// What somebody does to a rollout while it goes on, and what it becomes by itself. Pure.

import { countPhases, type Pause, type Phones, type Rollout, type RolloutState } from './plan.js';

/** What may be wanted of it. */
export const WISHES = ['running', 'paused', 'cancelled'] as const;
export type Wish = (typeof WISHES)[number];

/** From where each can be had. */
const FROM: Readonly<Record<Wish, readonly RolloutState[]>> = {
  running: ['running', 'paused'],
  paused: ['running', 'paused'],
  cancelled: ['running', 'paused', 'cancelled'],
};

/** Undefined: it is over, and nothing can be wanted of it. */
export function become(rollout: Rollout, wish: Wish, phones: Phones): Rollout | undefined {
  if (!FROM[wish].includes(rollout.state)) return undefined;
  if (rollout.state === wish) return rollout;
  const { pause: _, ...rest } = rollout;
  if (wish === 'paused') return pausedBy(rollout, 'by-hand');
  if (wish === 'cancelled') return { ...rest, state: 'cancelled' };
  // Whoever lets it go on has seen what failed.
  return { ...rest, state: 'running', forgiven: countPhases(phones.values()).failed };
}

export function pausedBy(rollout: Rollout, pause: Pause): Rollout {
  return { ...rollout, state: 'paused', pause };
}
