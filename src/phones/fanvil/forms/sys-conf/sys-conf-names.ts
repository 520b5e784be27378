// Which key of a txt file of dialect B an element of sysConf is. Elements have its name without blanks, modules a short
// one; most follow the rule, and what does not has no txt name here.

import { oncePerKey } from '../../../../core/once-per.js';
import type { VendorData } from '../../../packs/packs.js';
import { compileShape } from '../../../packs/shape.js';
import { fill } from '../../tables/key-names.js';
import { checked, mapOf, record, text } from '../../tables/shape-parts.js';
import type { Setting } from '../form.js';
import type { TxtTables } from '../txt/txt-tables.js';
import type { XmlNames } from '../xml/xml-form.js';

interface SysConf {
  /** Modules of txt files, by the element. */
  readonly modules: Readonly<Record<string, string>>;
  /** Sections, by an element with their page, where several have keys of one name. */
  readonly sections: Readonly<Record<string, string>>;
}

const isSysConf = compileShape<SysConf>(
  record({ source: text, modules: mapOf(text), sections: mapOf(text) }),
);

/** Throws if `sys-conf.json` is missing or has another shape. */
export function createSysConfNames({ known }: TxtTables, data: VendorData): XmlNames {
  const { modules, sections } = checked(data, 'sys-conf', isSysConf);
  /** Of those with a number and those without. */
  const keysOf = oncePerKey((module: string) => {
    const names = known.namesIn('B', module);
    return { numbered: byElement(names, true), plain: byElement(names, false) };
  });
  const find = ({ module, section }: Setting) => {
    const name = Object.hasOwn(modules, module) ? modules[module] : undefined;
    if (name === undefined) return undefined;
    const { numbered, plain } = keysOf(name);
    return { module: name, keys: section.endsWith(']') ? numbered : plain };
  };
  return {
    pathOf(setting) {
      const found = find(setting);
      const steps = setting.section.split('/').map(parseStep);
      const general = found && keyFor(found.keys, setting.key, steps.at(-1)?.name ?? '');
      if (!found || general === undefined) return undefined;
      const key = fill(general, { n: steps.at(-1)?.index ?? '' });
      return { module: found.module, section: sectionOf(found.module, general, steps), key };
    },
    namesLike: (setting) => [...(find(setting)?.keys.keys() ?? [])],
  };

  function sectionOf(module: string, general: string, steps: readonly PathStep[]): string {
    for (const { name, index } of steps) {
      const section = Object.hasOwn(sections, name) ? sections[name] : undefined;
      if (section !== undefined) return fill(section, { page: index });
    }
    const [first = ''] = known.find('B', module, general)?.sections ?? [];
    return first;
  }
}

interface PathStep {
  readonly name: string;
  readonly index: string;
}

/** General names of keys by that of their element. */
type ByElement = ReadonlyMap<string, readonly string[]>;

/** `line[1]`. */
function parseStep(step: string): PathStep {
  const [, name = step, index = ''] = /^([^[]*)\[(\d+)\]$/.exec(step) ?? [];
  return { name, index };
}

const NUMBERED = /^([^ ]*)\{n\} /;

function byElement(names: readonly string[], numbered: boolean): ByElement {
  const keys = new Map<string, string[]>();
  for (const name of names.filter((each) => NUMBERED.test(each) === numbered)) {
    const element = name.replace(NUMBERED, '').replaceAll(' ', '');
    keys.set(element, [...(keys.get(element) ?? []), name]);
  }
  return keys;
}

/** `Fkey{n} Type` and `exKey{n} Type` are both called Type: then the element around it says which. */
function keyFor(keys: ByElement, element: string, around: string): string | undefined {
  const names = keys.get(element) ?? [];
  const family = (name: string) => NUMBERED.exec(name)?.[1]?.toLowerCase();
  return names.length > 1 ? names.find((name) => family(name) === around.toLowerCase()) : names[0];
}
