// What a phone would stumble over in an XML file of either form. One row a rule.

import { oncePer } from '../../../../core/once-per.js';
import { risky, style } from '../../../../findings/evidence.js';
import { didYouMean } from '../../../../findings/near.js';
import { type Found, judgeBy, type Rule } from '../../../../findings/rule.js';
import { findXmlFault } from '../../../../render/xml/check.js';
import { XML_CODES } from '../../../../render/xml/codes.js';
import type { Position, XmlElement } from '../../../../render/xml/tree.js';
import { findUnreachable } from '../../settings/server-address.js';
import { COMMON } from '../form-codes.js';
import type { XmlFile, XmlSetting } from './xml-file.js';

export interface XmlSubject {
  readonly file: XmlFile;
  /** Name of the element that says the version. */
  readonly version: string;
  readonly entries: readonly XmlEntry[];
}

export interface XmlEntry {
  readonly setting: XmlSetting;
  /** Undefined: phones' txt files hold no such key there. */
  readonly facts: { readonly number: boolean; readonly server: boolean } | undefined;
  /** Names of elements that they would have in its place. */
  readonly names: () => readonly string[];
}

export const XML_RULES = {
  'fanvil/no-version': {
    ...COMMON['fanvil/no-version'],
    run({ file, version }) {
      if (file.version && /^\d+\.\d+$/.test(file.version.value)) return [];
      const hint = `write an element ${version} first, such as <${version}>2.0002</${version}>`;
      const at = file.version?.at ?? { line: 1, col: 1 };
      return [{ at, message: 'the file has no version', hint }];
    },
  },
  // Not all names are known of XML: what txt files do not have may still be one.
  'fanvil/unlisted-element': {
    ...style('An element that no txt file of phones has a key for', 'other firmware may know it'),
    run: ({ entries }) =>
      entries
        .filter(({ facts }) => !facts)
        .map(({ setting: { key, keyAt }, names }) => ({
          at: keyAt,
          message: `<${key}> is not known here${didYouMean(key, names())}`,
        })),
  },
  // Files of others hold words where phones' own txt files hold numbers, and nobody says that they do harm.
  'fanvil/element-number': {
    ...risky("A text where phones' txt files have a number", 'write digits'),
    run: ({ entries }) =>
      entries
        .filter(({ setting, facts }) => facts?.number && !/^(-?\d+)?$/.test(setting.value))
        // The value itself is not shown: what stands in the wrong element may be a secret.
        .map(({ setting: { key, valueAt } }) => ({
          at: valueAt,
          message: `<${key}> is always a whole number in txt files`,
        })),
  },
  'fanvil/unreachable-server': {
    ...COMMON['fanvil/unreachable-server'],
    run: ({ entries }) =>
      entries.flatMap(({ setting: { key, value, valueAt }, facts }) => {
        const unreachable = facts?.server && value !== '' ? findUnreachable(value) : undefined;
        if (unreachable === undefined) return [];
        return [{ at: valueAt, message: `<${key}> is ${unreachable}` }];
      }),
  },
  'fanvil/key-twice': {
    ...COMMON['fanvil/key-twice'],
    run({ entries }) {
      const linesIn = oncePer((_parent: XmlElement) => new Map<string, number>());
      return entries.flatMap(({ setting: { parent, key, keyAt } }) => {
        const lines = linesIn(parent);
        const first = lines.get(key);
        lines.set(key, first ?? keyAt.line);
        if (first === undefined) return [];
        return [{ at: keyAt, message: `<${key}> stands in line ${first} already` }];
      });
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<XmlSubject, Position>>>;

const judge = judgeBy<XmlSubject, Position>(XML_RULES);

/** What is wrong with the XML itself comes alone: nobody knows what the rest was to be. */
export function lintXml(text: string, read: () => XmlSubject): readonly Found<Position>[] {
  const fault = findXmlFault(text);
  if (!fault) return judge(read());
  const { code, message, line, col, hint } = fault;
  return [{ id: code, row: XML_CODES[code], at: { line, col }, message, ...(hint && { hint }) }];
}
