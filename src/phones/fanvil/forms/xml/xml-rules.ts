// What a phone would stumble over in an XML file of either form. One row a rule.

import { oncePer } from '../../../../core/once-per.js';
import { risky, style } from '../../../../findings/evidence.js';
import { WHOLE_FILE } from '../../../../findings/finding.js';
import { createMeant } from '../../../../findings/near.js';
import { type Found, judgeBy, type Rule } from '../../../../findings/rule.js';
import { findXmlFault } from '../../../../render/xml/check.js';
import { XML_CODES } from '../../../../render/xml/codes.js';
import type { Position, XmlElement } from '../../../../render/xml/tree.js';
import { makerOfElement } from '../../../other-makers.js';
import { saidBy } from '../../tables/sources.js';
import { ACCOUNT_RULES, type AccountValue, type WithAccounts } from '../account-rules.js';
import { COMMON } from '../form-codes.js';
import type { KeyFacts } from '../txt/key-facts.js';
import {
  type FaultyValue,
  faultIn,
  faultyValue,
  ruleOn,
  VALUE_RULES,
  type WithFaulty,
} from '../value-rules.js';
import type { XmlFile, XmlSetting } from './xml-file.js';

export interface XmlSubject extends WithFaulty, WithAccounts {
  readonly file: XmlFile;
  /** Name of the element that says the version. */
  readonly version: string;
  readonly entries: readonly XmlEntry[];
}

export interface XmlEntry {
  readonly setting: XmlSetting;
  /** Undefined: phones' txt files hold no such key there. */
  readonly facts: KeyFacts | undefined;
  /** Names of elements that they would have in its place. */
  readonly names: () => readonly string[];
}

export function xmlSubject(
  file: XmlFile,
  version: string,
  entries: readonly XmlEntry[],
): XmlSubject {
  const faulty: FaultyValue[] = [];
  const accounts: AccountValue[] = [];
  for (const { setting, facts } of entries) {
    const { key, value, valueAt, module, section } = setting;
    const fault = facts && value.trim() !== '' ? faultIn(facts, value) : undefined;
    if (facts && fault) faulty.push(faultyValue(facts, fault, value, `<${key}>`, valueAt));
    if (!facts?.role) continue;
    const line = `${module}/${section}`;
    accounts.push({ role: facts.role, key, shown: `<${key}>`, line, value, at: valueAt });
  }
  return { file, version, entries, faulty, accounts };
}

/** Those that are told by their form are of the SPA family, of which a name of Fanvil's may look as well. */
function otherMaker(key: string): string | undefined {
  const { maker, root } = makerOfElement(key) ?? {};
  return root === undefined ? maker : undefined;
}

export const XML_RULES = {
  'fanvil/no-version': {
    ...COMMON['fanvil/no-version'],
    run({ file, version }) {
      if (file.version && /^\d+\.\d+$/.test(file.version.value)) return [];
      const hint = `write an element ${version} first, such as <${version}>2.0002</${version}>`;
      const at = file.version?.at ?? WHOLE_FILE;
      return [{ at, message: 'the file has no version', hint }];
    },
  },
  'fanvil/other-maker': {
    ...COMMON['fanvil/other-maker'],
    run: ({ entries }) =>
      entries.flatMap(({ facts, setting: { key, keyAt } }) => {
        const maker = facts ? undefined : otherMaker(key);
        if (maker === undefined) return [];
        return [{ at: keyAt, message: `<${key}> is a name of ${maker} phones` }];
      }),
  },
  // Not all names are known of XML: what txt files do not have may still be one.
  'fanvil/unlisted-element': {
    ...style(
      'An element that no txt file of phones has a key for',
      'other firmware may know it',
      saidBy('exports', 'xml'),
    ),
    run({ entries }) {
      const meant = createMeant();
      return entries
        .filter(({ facts, setting: { key } }) => !facts && otherMaker(key) === undefined)
        .map(({ setting: { key, keyAt }, names }) => ({
          at: keyAt,
          message: `<${key}> is not known here${meant(key, names)}`,
        }));
    },
  },
  // Files of others hold words where phones' own txt files hold numbers, and nobody says that they do harm.
  'fanvil/element-number': ruleOn('no-number', {
    ...risky(
      "A text where phones' txt files have a number",
      'write digits',
      saidBy('exports', 'xml'),
    ),
  }),
  ...VALUE_RULES,
  ...ACCOUNT_RULES,
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
