// Settings that the user gives by the vendor's own names: `MODULE/Key` in txt files, dotted names in others.

import { didYouMean } from '../../../findings/near.js';
import type { TxtForm, TxtFormName } from '../tables/data.js';
import { findModule, generalKey, type KeyPath, parseKeyPath } from '../tables/key-names.js';
import type { KnownKeys } from '../tables/known-keys.js';

/** A name that cannot be applied, and why. */
export interface RawProblem {
  readonly problem: string;
  readonly hint: string;
}

const HOW = 'write it as MODULE/Key, such as "SIP CONFIG MODULE/SIP1 Ring Type"';

export function resolveTxtPath(form: TxtForm, known: KnownKeys, raw: string): KeyPath | RawProblem {
  const path = parseKeyPath(form, raw);
  if (path.key === '') return { problem: 'it names no key', hint: HOW };
  if (!findModule(form, path.module)) {
    const modules = form.modules.map(({ name }) => name);
    const problem = `"${path.module}" is no module here${didYouMean(path.module, modules)}`;
    return { problem, hint: HOW };
  }
  if (!/^[^\s:<#-]([^:]*[^\s:])?$/.test(path.key)) {
    return { problem: `"${path.key}" cannot be a key`, hint: 'a key is the text before the colon' };
  }
  return path.section === '' ? placeInModule(form.name, known, path) : path;
}

function placeInModule(form: TxtFormName, known: KnownKeys, path: KeyPath): KeyPath | RawProblem {
  const sections = sectionsOf(form, known, path);
  const [section = ''] = sections;
  if (sections.length <= 1 && !section.endsWith(PAGE)) return { ...path, section };
  const choices = sections.map((each) =>
    [path.module, each.replace(PAGE, '1'), path.key].filter((part) => part !== '').join('/'),
  );
  return {
    problem: 'the module has several keys of that name',
    hint: `name the section: ${choices.map((each) => `"${each}"`).join(' or ')}`,
  };
}

const PAGE = '{page}';

/** Where the key is known to stand; else where its numbered brothers stand; else the module's head. */
function sectionsOf(
  form: TxtFormName,
  known: KnownKeys,
  { module, key }: KeyPath,
): readonly string[] {
  const found = known.find(form, module, key);
  if (found) return found.sections;
  const [family = ''] = generalKey(key).split(' ');
  const brother = family.endsWith('{n}')
    ? known.namesIn(form, module).find((name) => name.startsWith(`${family} `))
    : undefined;
  return (brother === undefined ? undefined : known.find(form, module, brother)?.sections) ?? [''];
}

export function findDottedProblem(raw: string): RawProblem | undefined {
  if (/^[A-Za-z]\w*(\.\w+)+$/.test(raw)) return undefined;
  const hint = 'write it as "sip.line.1.RingType"';
  return { problem: 'it is no dotted name, and the file is to be dotted', hint };
}
