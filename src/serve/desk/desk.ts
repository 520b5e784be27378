// Where a running server asks about its inventory: one question after the other, in a thread, for each reads all of it.

import type { SnapshotSource } from '../../artifacts/read-snapshot.js';
import { codedError } from '../../core/coded-error.js';
import { createSemaphore } from '../../core/semaphore.js';
import type { SiteReader } from '../site-reader.js';
import type { DeskAnswer, DeskQuestion, DeskQuestions, DeskSubject } from './questions.js';

export interface Desk {
  /** Rejects with EBUSY where too many ask. */
  ask<S extends DeskSubject>(subject: S, asked: DeskQuestions[S]): Promise<DeskAnswer<S>>;
}

/** Who looks on asks now and then; who asks without end waits for nobody. */
const ASKING_MAX = 8;

/** `source`: as it is to be read now. */
export function createDesk(
  reader: Pick<SiteReader, 'ask'>,
  source: () => Promise<SnapshotSource>,
): Desk {
  const oneByOne = createSemaphore(1);
  return {
    async ask(subject, asked) {
      if (oneByOne.users() >= ASKING_MAX) {
        throw codedError('EBUSY', 'too much is asked at once: ask again');
      }
      const question = { subject, asked } as DeskQuestion;
      const answer = await oneByOne.run(async () => reader.ask(await source(), question));
      return answer as DeskAnswer<typeof subject>;
    },
  };
}
