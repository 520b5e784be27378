// Settings that the user gives by the vendor's own names, `MODULE/Key`.

import { oncePerKey } from '../../../../core/once-per.js';
import { didYouMean } from '../../../../findings/near.js';
import type { Dialect } from '../../tables/facts.js';
import type { KeyPath, RawProblem } from '../form.js';
import { findModule, generalKey, parseKeyPath } from './key-paths.js';
import type { KnownKeys } from './known-keys.js';
import type { TxtLayout } from './txt-layout.js';

const HOW = 'write it as MODULE/Key, such as "SIP CONFIG MODULE/SIP1 Ring Type"';

export function resolveTxtPath(
  layout: TxtLayout,
  known: KnownKeys,
  raw: string,
): KeyPath | RawProblem {
  const path = parseKeyPath(layout, raw);
  if (path.key === '') return { problem: 'it names no key', hint: HOW };
  if (!findModule(layout, path.module)) {
    const modules = layout.modules.map(({ name }) => name);
    const problem = `"${path.module}" is no module here${didYouMean(path.module, modules)}`;
    return { problem, hint: HOW };
  }
  if (!/^[^\s:<#-]([^:]*[^\s:])?$/.test(path.key)) {
    return { problem: `"${path.key}" cannot be a key`, hint: 'a key is the text before the colon' };
  }
  const isPlaced = path.section !== '' || raw === nameOf(path);
  return isPlaced ? path : placeInModule(layout.name, known, path);
}

/** What resolves to a place; undefined: nothing does. Files that are read one after the other have nearly all the same keys. */
export function createRawNames(
  layout: TxtLayout,
  known: KnownKeys,
): (path: KeyPath) => string | undefined {
  const nameAt = oncePerKey((place: string) => {
    const [module = '', section = '', key = ''] = place.split(BETWEEN);
    return { name: rawNameOf(layout, known, { module, section, key }) };
  }, MAX_PLACES);
  return ({ module, section, key }) => nameAt([module, section, key].join(BETWEEN)).name;
}

/** In no name of a line. */
const BETWEEN = '\n';
/** The largest export has some 3,000. */
const MAX_PLACES = 16_384;

function rawNameOf(
  layout: TxtLayout,
  known: KnownKeys,
  { module, section, key }: KeyPath,
): string | undefined {
  const short = [module, section, key].filter((part) => part !== '').join('/');
  return [short, nameOf({ module, section, key })].find((name) => {
    const path = resolveTxtPath(layout, known, name);
    return !('problem' in path) && nameOf(path) === nameOf({ module, section, key });
  });
}

/** Which names the place in full: `MODULE//Key` for the head of a module. */
function nameOf({ module, section, key }: KeyPath): string {
  return [module, section, key].join('/');
}

function placeInModule(dialect: Dialect, known: KnownKeys, path: KeyPath): KeyPath | RawProblem {
  const sections = sectionsOf(dialect, known, path);
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
  dialect: Dialect,
  known: KnownKeys,
  { module, key }: KeyPath,
): readonly string[] {
  const found = known.find(dialect, module, key);
  if (found) return found.sections;
  const [family = ''] = generalKey(key).split(' ');
  const brother = family.endsWith('{n}')
    ? known.namesIn(dialect, module).find((name) => name.startsWith(`${family} `))
    : undefined;
  return (
    (brother === undefined ? undefined : known.find(dialect, module, brother)?.sections) ?? ['']
  );
}
