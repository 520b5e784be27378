// A form of XML that mirrors the txt form of one dialect: how it is read, told by its names.

import type { Dialect } from '../../tables/facts.js';
import type { Form, Setting } from '../form.js';
import { createKeyFacts } from '../txt/key-facts.js';
import type { KeyPath } from '../txt/key-paths.js';
import { rawNameOf } from '../txt/raw-txt.js';
import type { TxtTables } from '../txt/txt-tables.js';
import { maskElements } from './mask-elements.js';
import { readXmlFile, rootNameOf } from './xml-file.js';
import { lintXml, type XmlEntry } from './xml-rules.js';

export interface XmlNames {
  /** Of the outermost element. */
  readonly root: string;
  /** Of the element that says the version. */
  readonly version: string;
  readonly dialect: Dialect;
  /** Where a txt file of the dialect would have it, whether or not there is such a key; undefined: nowhere. */
  pathOf(setting: Setting): KeyPath | undefined;
  /** Names of elements that would have a key in its place. */
  namesLike(setting: Setting): readonly string[];
}

/** Read only: no phone is known to need it. */
export function createXmlForm(tables: TxtTables, names: XmlNames): Form {
  const { root, version, dialect } = names;
  const layout = tables.layouts[dialect];
  const factsOf = createKeyFacts(layout, tables.paths, tables.known);
  const nameOf = (setting: Setting) => {
    const path = names.pathOf(setting);
    return path && rawNameOf(layout, tables.known, path);
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
        return { file, version, entries };
      }),
    maskSecrets: maskElements,
    rawNameOf: (setting, of) => (of === dialect ? nameOf(setting) : undefined),
    isRawName: (raw, setting) => nameOf(setting) === raw,
  };
}
