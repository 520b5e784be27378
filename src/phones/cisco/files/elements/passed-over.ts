// Why a phone passes over an element, as far as anybody knows: where it belongs, whose it is, what was meant.

import type { createMeant } from '../../../../findings/near.js';
import { makerOfElement } from '../../../other-makers.js';
import type { CiscoData } from '../../tables/data.js';
import type { ElementNode, PassedOver } from '../../tables/element-tree.js';
import { type Reader, whyForeign } from '../../tables/trains.js';

interface Where {
  /** In which it stands. */
  readonly node: ElementNode;
  readonly data: CiscoData;
  readonly reader: Reader;
}

/** What is known of it at this very place; absent: it is found out by its name. */
const WORDS: Readonly<Partial<Record<PassedOver, string>>> = {
  numbered: ': the number belongs into XMLDefault.cnf.xml, a SEP file says <loadInformation>',
  unproven: ': no source tells whether any phone does',
};

const OTHER_FIRMWARE = ': it belongs to other firmware';

/** Goes on after "the phone knows no <x> in <y>". */
export function whyPassedOver(
  name: string,
  { node, data, reader }: Where,
  meant: ReturnType<typeof createMeant>,
): string {
  const why = node.passed.get(name)?.rule.passed;
  if (why !== undefined && WORDS[why] !== undefined) return WORDS[why];
  if (why === 'other-firmware') return OTHER_FIRMWARE;
  // Of some numbers the file of unknown phones has a row.
  if (/^loadInformation\d+$/.test(name)) return WORDS.numbered ?? '';
  const { places, ofOthers } = data.elementNames;
  const known = places.get(name.toLowerCase());
  const here = known && known.name !== name && node.children.get(known.name);
  if (here)
    return `: <${here.name}> is known here, and the phone tells capitals from small letters`;
  if (known) {
    const later = whyForeign(known.only, reader, data.trains) === 'train';
    const from = later ? `, from firmware ${known.only?.from} on` : '';
    return ` - <${known.name}> belongs in <${known.parent}>${from}`;
  }
  if (ofOthers.has(name)) return OTHER_FIRMWARE;
  const other = makerOfElement(name);
  if (!other) return meant(name, () => node.children.keys());
  const files = other.root === undefined ? '' : `, whose files begin with <${other.root}>`;
  return `: it is of ${other.maker}${files}`;
}
