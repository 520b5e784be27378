// Rings of an inventory, judged before their file is made.

import type { Finding, Place } from '../../../../findings/finding.js';
import { findingOf, judgeBy } from '../../../../findings/rule.js';
import { RING_RULES, type RingView } from './ring-rules.js';
import type { Ring } from './section.js';

const judge = judgeBy<readonly RingView<Place>[], Place>(RING_RULES);

export function checkRings(rings: readonly Ring[]): readonly Finding[] {
  return judge(rings.map(viewOf)).map(findingOf);
}

function viewOf({ name, file, place: at, places }: Ring): RingView<Place> {
  const sound = { text: file, at: places.file };
  return { texts: [{ text: name, at: places.name }, sound], sounds: [sound], at };
}
