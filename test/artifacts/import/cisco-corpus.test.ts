// Round trip of files that people published, where they are at hand: imported and made again, they say the same.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Imported } from '../../../src/artifacts/import/import-site.js';
import { sepName } from '../../../src/phones/cisco/files/names.js';
import { readXml } from '../../../src/render/xml/check.js';
import type { XmlElement } from '../../../src/render/xml/tree.js';
import { corpusOf } from '../../corpus.js';
import { errorsOf, importTexts } from './import-under-test.js';

const { folder: CORPUS, present } = corpusOf('cisco');

const LOAD = /<loadInformation>\s*SIP(31|42|45|75)\./;
const files = (present ? readdirSync(CORPUS) : [])
  .filter((name) => name.endsWith('.xml'))
  .map((name) => ({ name, text: readFileSync(join(CORPUS, name), 'utf8') }))
  .filter(({ text }) => /<deviceProtocol>SIP</.test(text) && readXml(text) !== undefined);
/** Those of a model that we have, and those that name no load, as files of the largest. */
const ours = files.filter(({ text }) => LOAD.test(text));
const others = files.filter(({ text }) => !/<loadInformation[^>]*>\s*\w/.test(text));

describe.runIf(present)('published files', () => {
  it('are enough to tell', () => {
    expect(ours.length).toBeGreaterThan(4);
    expect(others.length).toBeGreaterThan(4);
  });

  it.each([...ours, ...others])('$name says the same when it is made again', ({ text }) => {
    const imported = importTexts({ 'SEP001BD4000001.cnf.xml': text }, 'cisco-7975g');
    expect(errorsOf(imported)).toEqual([]);
    const [phone] = imported.trial.snapshot.site.phones;
    if (!phone) throw new Error('there is no phone');
    const made = imported.trial.files.get(sepName(phone.mac)) ?? '';
    const said = leavesOf(text);
    const again = leavesOf(made);
    const told = toldOf(imported);
    const lost = [...said].filter(([path, value]) => again.get(path) !== value);
    expect(lost.filter(([path]) => !told.has(path))).toEqual([]);
  });
});

/** By path with the button or the priority of each element, what it says. Of elements that stand twice the first. */
function leavesOf(text: string): ReadonlyMap<string, string> {
  const root = readXml(text);
  const leaves = new Map<string, string>();
  const walk = (element: XmlElement, path: string) => {
    for (const { name, value } of element.attributes) {
      if (!name.startsWith('xmlns')) leaves.set(`${path}/@${name}`, value);
    }
    if (element.text !== '' && !leaves.has(path)) leaves.set(path, element.text);
    for (const child of element.children) {
      const which = child.attributes.find(({ name }) => /^(button|idx|type)$/.test(name));
      const where = which ? `[@${which.name}="${which.value}"]` : '';
      walk(child, path === '' ? child.name + where : `${path}/${child.name}${where}`);
    }
  };
  if (root) walk(root, '');
  return leaves;
}

/** Paths that the report names: not carried over, or written otherwise with the same meaning. */
function toldOf({ differences }: Imported): ReadonlySet<string> {
  const told = [...differences.values()].flat();
  return new Set(
    told
      .filter(({ kind, why }) => kind === 'same' || why !== undefined)
      .map(({ path }) => (path.startsWith('@') ? `/${path}` : path)),
  );
}
