// Files that a phone asks for because a file names them, and where it does.

import { WHOLE_FILE } from '../../../findings/finding.js';
import type { FileMemory } from '../../../render/file-memory.js';
import { createByFrame, type ElementAt } from '../../../render/xml/by-frame.js';
import { readXml } from '../../../render/xml/check.js';
import type { XmlElement } from '../../../render/xml/tree.js';
import type { Content } from '../../recognise/content.js';
import type { Reference } from '../../recognise/file-kind.js';
import type { CiscoSideFile } from '../side-file.js';
import { decodeLoads } from './loads.js';
import { loadsName, tonesName } from './names.js';

type Refers = (content: Content, memory?: FileMemory) => readonly Reference[];

export const fromRoot =
  (refers: (root: XmlElement) => readonly Reference[]): Refers =>
  ({ text }) => {
    const root = text && readXml(text.text);
    return root ? refers(root) : [];
  };

/** SEP<MAC>.cnf.xml. What side files are asked for, they say themselves. */
export function createDeviceRefers(sideFiles: readonly CiscoSideFile[]): Refers {
  const find = (elementAt: ElementAt) => [
    ...loadOf(elementAt('loadInformation')),
    ...named(elementAt('userLocale/name'), (name) => `${name}/`, 'folder of the language'),
    ...named(elementAt('networkLocaleInfo/name'), tonesName, 'tones of the country'),
    ...sideFiles.flatMap((sideFile) => ofSideFile(elementAt, sideFile)),
  ];
  const byFrame = createByFrame(readXml, find, (references) => references);
  return ({ text }, memory) => (text && byFrame(text.text, memory)) ?? [];
}

/** It is asked where its name stands; what phones ask for without being told has no place here. */
function ofSideFile(
  elementAt: ElementAt,
  { asks, missingHint }: CiscoSideFile,
): readonly Reference[] {
  let at: XmlElement | undefined;
  const asked = asks?.((path) => {
    at = elementAt(path);
    return at?.text ?? '';
  });
  const hint = missingHint === undefined ? {} : { hint: missingHint };
  return (asked ?? []).flatMap(({ name, purpose, required }) => {
    const need = required ? 'required' : 'optional';
    return at ? [{ name, what: purpose, need, ...placeOf(at), ...hint }] : [];
  });
}

/** XMLDefault.cnf.xml. */
export const refersOfDefault = fromRoot((root) =>
  root.children.filter(({ name }) => /^loadInformation\d*$/.test(name)).flatMap(loadOf),
);

export const refersOfLoads: Refers = ({ bytes }) =>
  (decodeLoads(bytes)?.parts ?? []).map((name) => ({
    name,
    what: 'part of the firmware',
    need: 'part',
    ...WHOLE_FILE,
  }));

/** With its ending it is asked for twice; that is another finding. */
function loadOf(element: XmlElement | undefined): readonly Reference[] {
  const name = (load: string) => loadsName(load.replace(/\.loads$/i, ''));
  return named(element, name, 'list of the firmware', 'required');
}

/** Nothing where there is no such element, or no text in it. */
export function named(
  element: XmlElement | undefined,
  nameOf: (text: string) => string,
  what: string,
  need: Reference['need'] = 'optional',
): readonly Reference[] {
  if (!element || element.text === '') return [];
  return [{ name: nameOf(element.text), what, need, ...placeOf(element) }];
}

function placeOf({ line, col }: XmlElement) {
  return { line, col };
}
