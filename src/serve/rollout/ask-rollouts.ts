// What commands ask a running server about its rollouts.

import { randomUUID } from 'node:crypto';
import type {
  RolloutAnswer,
  RolloutChange,
  RolloutPlan,
  RolloutRow,
  RolloutWish,
} from '../../page/wire/rollouts.js';
import { sayToServer } from '../story/ask-story.js';

/** Where the server says no: why, in its words. */
export interface Refused {
  readonly refused: string;
}

export interface RolloutAsker {
  /** How each phone would be told; nobody is. */
  plan(wish: RolloutWish): Promise<RolloutPlan | Refused>;
  begin(wish: RolloutWish): Promise<RolloutAnswer | Refused>;
  all(): Promise<readonly RolloutRow[]>;
  /** With the phones that came to something after `since`. */
  get(id: number, since?: number): Promise<RolloutAnswer | Refused>;
  change(id: number, change: RolloutChange): Promise<RolloutRow | Refused>;
}

/** Each rejects, with a sentence that says what to do, where no server answers. */
export function askRollouts(stateDir: string): RolloutAsker {
  const say = sayToServer(stateDir, [400, 404, 409, 422]);
  async function ask<T>(...asked: Parameters<typeof say>): Promise<T | Refused> {
    const { status, said } = await say(...asked);
    return status === 200 ? JSON.parse(said) : { refused: said.trim() };
  }
  return {
    plan: (wish) => ask('POST', '/rollouts', JSON.stringify({ ...wish, dryRun: true })),
    begin: (wish) => ask('POST', '/rollouts', JSON.stringify(wish), randomUUID()),
    all: async () => JSON.parse((await say('GET', '/rollouts')).said),
    get: (id, since = 0) => ask('GET', `/rollouts/${id}?since=${since}`),
    change: (id, change) => ask('PATCH', `/rollouts/${id}`, JSON.stringify(change)),
  };
}
