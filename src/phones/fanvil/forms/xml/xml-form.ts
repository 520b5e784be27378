// A form of XML that mirrors the txt form of one dialect: how it is read, told by its names.

import type { VendorData } from '../../../packs/packs.js';
import type { Dialect } from '../../tables/facts.js';
import { configuration } from '../../tables/kinds.js';
import type { Form, FormFactory, KeyPath, Setting } from '../form.js';
import { amongNames } from '../raw-names.js';
import { createKeyFacts } from '../txt/key-facts.js';
import { createRawNames } from '../txt/raw-txt.js';
import { type TxtTables, txtTablesOf } from '../txt/txt-tables.js';
import { maskSecrets } from './secrets.js';
import { readXmlFile, rootNameOf } from './xml-file.js';
import { lintXml, XML_RULES, type XmlEntry, xmlSubject } from './xml-rules.js';

interface XmlFrame {
  /** Name of the outermost element. */
  readonly root: string;
  /** Name of the element that says the version. */
  readonly version: string;
  readonly dialect: Dialect;
}

export interface XmlNames {
  /** Where a txt file of the dialect would have it, whether or not there is such a key; undefined: nowhere. */
  pathOf(setting: Setting): KeyPath | undefined;
  /** Names of elements that would have a key in its place. */
  namesLike(setting: Setting): readonly string[];
}

export interface XmlKind extends XmlFrame {
  readonly id: string;
  /** Completes "this is …". */
  readonly what: string;
  /** Throws if a table of the form is missing or has another shape. */
  namesOf(tables: TxtTables, data: VendorData): XmlNames;
}

/** Read only: no phone is known to need it. */
export function xmlForm({ id, what, namesOf, ...frame }: XmlKind): FormFactory {
  return {
    kind: configuration({ id, what, roots: [frame.root] }),
    spellings: [],
    rules: XML_RULES,
    create(data, keyNames) {
      const tables = txtTablesOf(keyNames)(data);
      return createXmlForm(tables, frame, namesOf(tables, data));
    },
  };
}

function createXmlForm(
  tables: TxtTables,
  { root, version, dialect }: XmlFrame,
  names: XmlNames,
): Form {
  const layout = tables.layouts[dialect];
  const factsOf = createKeyFacts(layout, tables.paths, tables.known);
  const rawNameOf = createRawNames(layout, tables.known);
  const nameOf = (setting: Setting) => {
    const path = names.pathOf(setting);
    return path && rawNameOf(path);
  };
  const parse = (text: string) => readXmlFile(text, root, version);
  return {
    beginning: `<${root}>`,
    spellings: [],
    recognises: (text) => rootNameOf(text) === root,
    parse,
    lint: (text) =>
      lintXml(text, () => {
        const file = parse(text);
        const entries = file.settings.map((setting): XmlEntry => {
          const path = names.pathOf(setting);
          const facts = path && factsOf(path.module, path.key);
          return {
            setting,
            facts: facts?.known ? facts : undefined,
            names: () => names.namesLike(setting),
          };
        });
        return xmlSubject(file, version, entries);
      }),
    maskSecrets,
    rawNameOf: (setting, of) => (of === dialect ? nameOf(setting) : undefined),
    rawNamesAmong: (names) => amongNames(names, nameOf),
  };
}
