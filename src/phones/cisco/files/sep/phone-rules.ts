// What makes a phone stumble, whether the inventory says it or a file: the fact is written once, and said in the words of
// whoever wrote it.

import { tellsInsideAddress } from '../../../../core/nat.js';
import { beginsTooLow } from '../../../../core/port-range.js';
import { rejected, risky } from '../../../../findings/evidence.js';
import { saidBy } from '../../tables/sources.js';
import type { PhoneRule } from './phone-rule.js';
import { SENSE_RULES } from './sense-rules.js';

/** In which Cisco hands out firmware. */
const ARCHIVE = /\.(?:zip|tar|tgz|cop(?:\.sgn)?)$/i;

export const PHONE_RULES = {
  'cisco/no-line': {
    ...rejected(
      'A phone without a line: it has no server, and refuses its file',
      'give one of its keys a line',
      saidBy('files', 'stack'),
    ),
    reads: ['featureID'],
    run({ from, keys }) {
      if (!keys || keys.each.some(({ isLine }) => isLine)) return [];
      const ofFile = { message: 'no key is a line', hint: 'give one of them featureID 9' };
      const message = 'a phone without a line has no server and refuses its file';
      // It may have been meant as a line.
      const at = keys.each.find(({ unclear }) => unclear)?.unclear ?? keys.at;
      return [{ at, ...(from === 'file' ? ofFile : { message }) }];
    },
  },
  'cisco/line-gap': {
    ...risky(
      'A line that the phone may not find: it looks for lines one by one from the first key, and ends at the first that is none',
      'put the lines on the first keys, one after the other',
      saidBy('stack'),
    ),
    reads: ['featureID'],
    run({ keys, model }) {
      // Of two with one number the first counts: that there are two is told elsewhere, and so is a key that there is not.
      const numbers = new Set<number | undefined>();
      const each = (keys?.each ?? []).filter(({ button }) => {
        const isFirst = !numbers.has(button);
        numbers.add(button);
        return isFirst && !(model && button > model.keys);
      });
      const gap = each.findIndex((key, index) => key.button !== index + 1 || !key.isLine);
      const late = gap === -1 ? undefined : each.slice(gap).find(({ isLine }) => isLine);
      if (!late?.button) return [];
      const message = `the line on key ${late.button} comes after a key that is no line: the phone may ignore it`;
      return [{ at: late.at, message }];
    },
  },
  'cisco/odd-media-port': {
    ...risky(
      'Ports for media that begin at an odd one',
      'write an even one: RTP begins at even ports',
      saidBy('rfc3550'),
    ),
    reads: ['startMediaPort', 'stopMediaPort'],
    run({ from, media }) {
      // Where it begins too low, another range is asked for already.
      if (!media || media.first % 2 === 0 || beginsTooLow(media)) return [];
      const { first, at } = media;
      if (from === 'file') return [{ at, message: `startMediaPort ${first} is odd` }];
      const message = `the first port for media, ${first}, is odd`;
      return [{ at, message, hint: `write ${first + 1}: RTP begins at even ports` }];
    },
  },
  'cisco/nat-inside-address': {
    ...risky(
      'A phone behind NAT that would tell its inside address',
      'set fromReceived or address',
      saidBy('stack'),
    ),
    reads: ['natEnabled', 'natReceivedProcessing', 'natAddress'],
    run({ from, nat }) {
      if (!nat || !tellsInsideAddress(nat)) return [];
      const message = 'the phone would tell its inside address, for it learns no other';
      const ofFile = { hint: 'set natReceivedProcessing to true, or natAddress' };
      return [{ at: nat.at, message, ...(from === 'file' && ofFile) }];
    },
  },
  'cisco/load-ending': {
    ...rejected(
      'A load with the ending of its file',
      'leave that out: the phone adds it',
      saidBy('stack', 'loop'),
    ),
    reads: ['loadInformation'],
    run({ from, load }) {
      if (!load) return [];
      const what = from === 'file' ? 'the load ' : '';
      const [archive] = ARCHIVE.exec(load.text) ?? [];
      if (archive !== undefined) {
        const message = `${what}"${load.text}" ends in ${archive}: it is the archive, and not the load in it`;
        const hint = 'write the name of its file that ends in .loads, without that ending';
        return [{ at: load.at, message, hint }];
      }
      if (!load.text.endsWith('.loads')) return [];
      const to = load.text.replace(/(\s*\.loads)+$/, '');
      const message = `${what}"${load.text}" ends in .loads`;
      // Nothing but the ending does not say which load is meant.
      return [{ at: load.at, message, ...(to !== '' && { fix: { from: load.text, to } }) }];
    },
  },
  ...SENSE_RULES,
} as const satisfies Readonly<Record<`cisco/${string}`, PhoneRule>>;
