// The language and the country of a SEP file, held to the names that Cisco gives out and to one another.

import { oncePer } from '../../../../core/once-per.js';
import { risky, style } from '../../../../findings/evidence.js';
import { didYouMean } from '../../../../findings/near.js';
import { descendant, type XmlElement } from '../../../../render/xml/tree.js';
import type { LocaleTable } from '../../tables/data.js';
import { saidBy } from '../../tables/sources.js';
import type { DeviceRules } from './device-rule.js';

const USER = 'userLocale/name';
const CODE = 'userLocale/langCode';
const NETWORK = 'networkLocale';
const NETWORK_NAME = 'networkLocaleInfo/name';

export const LOCALE_RULES = {
  'cisco/unknown-locale': {
    ...style(
      'A language or a country under a name that Cisco gives to none',
      'nothing has to be done if the TFTP server has a folder of this name; else the phone speaks English',
      saidBy('cisco', 'owners'),
    ),
    reads: [USER, NETWORK, NETWORK_NAME],
    run: ({ device, data: { locales } }) => [
      ...unknown(device, USER, locales, 'user'),
      ...unknown(device, NETWORK, locales, 'network'),
      ...unknown(device, NETWORK_NAME, locales, 'network'),
    ],
  },
  'cisco/locale-pair': {
    ...risky(
      'A language and a country, or a language and its code, that do not belong together',
      'write those of one locale: the phone takes the texts of the one and the letters or tones of the other',
      saidBy('cisco', 'seed'),
    ),
    reads: [USER, CODE, NETWORK, NETWORK_NAME],
    run({ device, data: { locales } }) {
      const [user, code, network, name] = [USER, CODE, NETWORK, NETWORK_NAME].map((path) =>
        said(device, path),
      );
      const languages = user && namesOf(locales).languages.get(user.text);
      const isOther =
        code !== undefined &&
        languages !== undefined &&
        !languages.has(code.text.slice(0, 2).toLowerCase());
      const isTwo = network !== undefined && name !== undefined && network.text !== name.text;
      return [
        ...(isOther && code
          ? [{ at: code, message: `langCode ${code.text} is not the language of ${user?.text}` }]
          : []),
        ...(isTwo
          ? [
              {
                at: name,
                message: `networkLocaleInfo has ${name.text}, and networkLocale ${network.text}`,
              },
            ]
          : []),
      ];
    },
  },
} as const satisfies DeviceRules;

function said(device: XmlElement, path: string): XmlElement | undefined {
  const element = descendant(device, path);
  return element && element.text !== '' ? element : undefined;
}

interface LocaleNames {
  readonly user: ReadonlySet<string>;
  readonly network: ReadonlySet<string>;
  /** By the name that a user's locale has: codes of its languages. */
  readonly languages: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The table is the same for all files. */
const namesOf = oncePer((locales: LocaleTable): LocaleNames => {
  const languages = new Map<string, Set<string>>();
  for (const [tag, { user }] of Object.entries(locales)) {
    const codes = languages.get(user) ?? new Set();
    languages.set(user, codes.add(tag.slice(0, 2)));
  }
  const network = new Set(Object.values(locales).map((row) => row.network));
  return { user: new Set(languages.keys()), network, languages };
});

function unknown(
  device: XmlElement,
  path: string,
  locales: LocaleTable,
  field: 'user' | 'network',
) {
  const at = said(device, path);
  if (!at) return [];
  const names = namesOf(locales)[field];
  if (names.has(at.text)) return [];
  const message = `no ${field === 'user' ? 'language' : 'country'} of Cisco's is called ${at.text}${didYouMean(at.text, names)}`;
  return [{ at, message }];
}
