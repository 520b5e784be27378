// The linter, and our own file, against files that people published. Runs where that collection is at hand.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findXmlFault, readXml } from '../../../src/render/xml/check.js';
import { descendant, type XmlElement } from '../../../src/render/xml/tree.js';
import { corpusOf } from '../../corpus.js';
import { DRIVER, found } from './cisco-under-test.js';

const { folder: CORPUS, present } = corpusOf('cisco');
const FULL_CASE = fileURLToPath(
  new URL('../../../templates/cisco/7931g/cases/full/SEP5CFC665D4F9A.cnf.xml', import.meta.url),
);

const files = present ? readdirSync(CORPUS).filter((name) => name.endsWith('.xml')) : [];
const textOf = (name: string) => readFileSync(join(CORPUS, name), 'utf8');
const index = present
  ? textOf('INDEX.tsv')
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .map(([file = '', kind = '', model = '', wellFormed = '']) => ({
        file,
        kind,
        model,
        wellFormed,
      }))
  : [];

/**
 * Well-formed SIP files of 79xx phones that no phone would take as they are. Four are forms whose blanks
 * nobody has filled in; 174 names a load and nothing else.
 */
const REFUSED = ['151-sip.xml', '156-sip.xml', '157-sip.xml', '174-sip.xml', '200-sip.xml'];

describe.runIf(present)('published files', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it.each(files)('%s is read', (name) => {
    const text = textOf(name);
    DRIVER.lint(name, text, undefined);
    DRIVER.maskSecrets(name, text);
    if (!findXmlFault(text)) expect(readXml(text)).toBeDefined();
  });

  const sip79 = index.filter(
    ({ kind, model, wellFormed }) =>
      kind === 'SIP' && wellFormed === 'yes' && /^(79|sip79)/.test(model),
  );

  it('of 79xx phones are enough to tell', () => {
    expect(sip79.length).toBeGreaterThan(15);
  });

  it.each(sip79)('$file of a $model has errors only if it is a form', ({ file }) => {
    const errors = DRIVER.lint(file, textOf(file), undefined).filter(
      ({ severity }) => severity === 'error',
    );
    expect(errors.length > 0).toBe(REFUSED.includes(file));
  });

  it('hold no element that our file of a 7931G lacks, but for its known slips', () => {
    const theirs = found(readXml(textOf('182-sip.xml')), 'the file of a 7931G in use');
    const ours = new Set(pathsOf(found(readXml(readFileSync(FULL_CASE, 'utf8')), 'our file')));
    expect(descendant(theirs, 'loadInformation')?.text).toBe('SIP31.8-5-3SR1S');
    expect(pathsOf(theirs).filter((path) => !ours.has(path))).toEqual([
      'device/sshAccess',
      'device/sshPort',
      'device/devicePool/callManagerGroup/tftpDefault',
      'device/loadInformation434',
    ]);
  });
});

function pathsOf(element: XmlElement, path = element.name): readonly string[] {
  return [path, ...element.children.flatMap((child) => pathsOf(child, `${path}/${child.name}`))];
}
