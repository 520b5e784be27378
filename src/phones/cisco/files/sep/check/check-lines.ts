// Rules about a phone's lines. A password is measured, never shown.

import { impossible } from '../../../../../findings/evidence.js';
import { placeOfKey } from '../../../../../site/key-place.js';
import type { HostPort, Key, LineKey, Pbx, Phone } from '../../../../../site/site.js';
import { saidBy } from '../../../tables/sources.js';
import { pbxOf } from '../view.js';
import type { PhoneRules } from './subject.js';

export const LINE_RULES = {
  'cisco/one-registrar': {
    ...impossible(
      'A line at another PBX than the one at which all lines of the phone register',
      'let it have the PBX of the first line, or another `proxy`',
      saidBy('guide'),
    ),
    applies: ({ phone }) => phone.settings.proxy === 'callManager',
    run: ({ phone }) =>
      otherLines(phone).map(({ line, first, button }) => ({
        at: placeOfKey(phone, { button }),
        message: `line "${line.number}" cannot register at "${line.pbx.name}": all lines register at "${first.name}"`,
      })),
  },
  'cisco/one-for-all-lines': {
    ...impossible(
      'Two lines that want something else of which a phone has one',
      'let their PBXes agree on it, or use two phones',
      saidBy('stack'),
    ),
    applies: ({ phone }) => phone.settings.proxy !== 'callManager',
    run: ({ phone }) =>
      otherLines(phone).flatMap(({ line, first, button }) =>
        Object.entries(OF_THE_PHONE).flatMap(([what, read]) => {
          const [own, used] = [read(line.pbx), read(first)];
          if (own === used) return [];
          const message = `line "${line.number}" wants ${what} ${own}, the phone's first line ${used}: a phone has one`;
          return [{ at: placeOfKey(phone, { button }), message }];
        }),
      ),
  },
} as const satisfies PhoneRules;

/** What the file says once for the whole phone, and the words for it. */
const OF_THE_PHONE = {
  transport: (pbx: Pbx) => pbx.transport,
  'outbound proxy': (pbx: Pbx) => formatServer(pbx.outboundProxy),
  backup: (pbx: Pbx) => formatServer(pbx.backup),
  'registration time': (pbx: Pbx) => `${pbx.registerExpiresSeconds} s`,
} as const;

/** With another PBX than the first. */
function otherLines(phone: Phone): readonly (LineKey & { readonly first: Pbx })[] {
  const first = pbxOf(phone);
  if (!first || first.standIn) return [];
  return linesOf(phone).flatMap((key) => {
    const { pbx } = key.line;
    return pbx === first || pbx.standIn ? [] : [{ ...key, first }];
  });
}

export function linesOf({ keys }: Phone): readonly LineKey[] {
  return keys.filter((key: Key): key is LineKey => key.type === 'line');
}

function formatServer(server: HostPort | undefined): string {
  return server ? `${server.host}:${server.port}` : 'none';
}
