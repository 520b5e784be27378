// Texts in English of phones that are told something, some at a time.

import { count } from '../../texts/en.js';

export const enRollouts = {
  staleOnes: 'Resync all with an older file',
  noRollouts: 'No phone was told anything since this server began.',
  nobody: 'There is no such phone.',
  told: count('# phone is told', '# phones are told'),
  cannot: count('# cannot be told, and is skipped', '# cannot be told, and are skipped'),
  anew: 'They start anew: a call on one of them ends.',
  unconfirmed: 'No phone of these has confirmed that it does that:',
  yes: 'Yes, tell them',
  begun: 'It has begun:',
  name: (action: string, id: number) => `${action} ${id}`,
  by: (who: string, time: string) => `by ${who}, began ${time}`,
  states: { running: 'goes on', paused: 'paused', cancelled: 'cancelled', done: 'done' },
  phases: {
    ...{ waiting: 'waiting', asked: 'asked', answered: 'said yes', fetched: 'has its file' },
    ...{ back: 'back', failed: 'failed', skipped: 'skipped' },
  },
  wave: (number: number, back: number, size: number) => `wave ${number}: ${back} of ${size} back`,
  took: (time: string) => ` in ${time}`,
  fetchIt: count('# fetches it', '# fetch it'),
  lackIt: count('# not yet'),
  pace: (atOnce: number, perSecond: number) =>
    `${atOnce} at once, ${perSecond} a second; it pauses itself where a phone fails`,
  pause: 'Pause',
  resume: 'Go on',
  cancelRest: 'Cancel the rest',
  back: 'Rollouts',
};

export type RolloutTexts = typeof enRollouts;
