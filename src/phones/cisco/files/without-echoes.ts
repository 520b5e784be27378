// One value, one finding: what is wrong with it, or what comes of that, whichever is louder.

import { type Severity, severityOf } from '../../../findings/evidence.js';
import type { Found } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import { ELEMENT_RULES } from './elements/element-rules.js';
import { VALUE_RULES } from './elements/value-rules.js';

const LOUDNESS: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

const placeOf = ({ at }: Found<Position>) => `${at.line}:${at.col}`;
const loudness = ({ row }: Found<Position>) => LOUDNESS[severityOf(row)];
const isOfValue = ({ id }: Found<Position>) => Object.hasOwn(VALUE_RULES, id);
/** What an element lacks, or has too often, does not come of its text. */
const isOfElement = ({ id }: Found<Position>) => Object.hasOwn(ELEMENT_RULES, id);

/** Of those as loud as each other that of the value itself stays, which says what to write. */
export function withoutEchoes(found: readonly Found<Position>[]): readonly Found<Position>[] {
  const ofValues = found.filter(isOfValue);
  if (ofValues.length === 0) return found;
  const told = new Map(ofValues.map((each) => [placeOf(each), each]));
  for (const each of found) {
    const other = told.get(placeOf(each));
    if (other && !isOfElement(each) && loudness(each) > loudness(other)) {
      told.set(placeOf(each), each);
    }
  }
  return found.filter((each) => {
    const stays = told.get(placeOf(each));
    return !stays || stays === each || isOfElement(each);
  });
}
