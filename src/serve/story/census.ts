// All phones counted by what they are doing, for who watches the site as a whole. Of ten thousand phones that takes most
// of a tenth of a second: it is done in slices.

import { createTurns } from '../../core/turns.js';
import { noWords, type Word } from '../../timeline/word.js';
import type { PhoneStory, Story } from './story.js';

export interface Census {
  readonly phones: number;
  readonly words: Readonly<Record<Word, number>>;
  /** By the id of the model; `unknown`: it has none. */
  readonly models: ReadonlyMap<string, Readonly<Record<Word, number>>>;
  /** How many have an older file than they would get now, by model; also of those that are stuck. */
  readonly stale: ReadonlyMap<string, number>;
  /** How many are stuck, by the row of the table that says so. */
  readonly stuck: ReadonlyMap<string, number>;
}

export const UNKNOWN_MODEL = 'unknown';

/** `visit`: sees each phone. */
export async function takeCensus(
  story: Pick<Story, 'phones'>,
  visit: (phone: PhoneStory) => void = () => {},
): Promise<Census> {
  const words = noWords();
  const models = new Map<string, Record<Word, number>>();
  const stale = new Map<string, number>();
  const stuck = new Map<string, number>();
  let phones = 0;
  const turns = createTurns();
  for (const phone of story.phones()) {
    const { word, diagnosis } = phone;
    const model = phone.facts.model?.id ?? UNKNOWN_MODEL;
    const ofModel = models.get(model) ?? noWords();
    ofModel[word] += 1;
    models.set(model, ofModel);
    words[word] += 1;
    const isStale = phone.sync === 'stale';
    stale.set(model, (stale.get(model) ?? 0) + (isStale ? 1 : 0));
    if (word === 'stuck' && diagnosis) stuck.set(diagnosis.id, (stuck.get(diagnosis.id) ?? 0) + 1);
    visit(phone);
    phones += 1;
    await turns.next();
  }
  return { phones, words, models, stale, stuck };
}
