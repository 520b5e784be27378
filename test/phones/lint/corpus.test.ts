// Files that people published, as somebody brings them. Runs where that collection is at hand.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { lintBroughtFile, type Reading } from '../../../src/phones/lint/lint-file.js';
import { XML_CODES } from '../../../src/render/xml/codes.js';
import { corpusOf } from '../../corpus.js';
import { PACKS } from '../shipped-models.js';

const READING: Reading = {
  drivers: [...PACKS.drivers.values()],
  models: [...PACKS.models.values()],
  codes: KNOWN_CODES,
};
const { folder: CORPUS, present } = corpusOf();

const bytesOf = (path: string) => readFileSync(join(CORPUS, path));
const lint = (vendor: string, file: string) =>
  lintBroughtFile({ name: file, bytes: bytesOf(`${vendor}/${file}`) }, READING);
const rows = (vendor: string) =>
  present
    ? bytesOf(`${vendor}/INDEX.tsv`)
        .toString()
        .split('\n')
        .slice(1)
        .filter((line) => line !== '')
        .map((line) => line.split('\t'))
        .map(([file = '', kind = '', , wellFormed = '', fault = '']) => ({
          file,
          kind,
          wellFormed,
          fault,
        }))
    : [];
const cisco = rows('cisco');

/** Why a file that is XML would be refused all the same: each was looked at. */
const REFUSED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['002', '003', '004', '005'].map((n) => [`${n}-sip.xml`, 'two keys on button 3']),
  ),
  ...Object.fromEntries(
    ['110', '120', '121', '151', '153', '156', '157', '168', '192', '200'].map((n) => [
      `${n}-sip.xml`,
      'a form with blanks that nobody has filled in',
    ]),
  ),
  '174-sip.xml': 'a load and nothing else',
};

/** What each kind of the index is called here. */
const KINDS: Readonly<Record<string, RegExp>> = {
  SIP: /^sep$/,
  SCCP: /^sep-sccp$/,
  XMLDefault: /^default$/,
  dialplan: /^dial-plan$/,
  ringlist: /^rings$/,
  softkeys: /^soft-keys$/,
  '?': /^sep/,
};

describe.runIf(present)('published files', () => {
  it('are there', () => {
    expect(cisco.length).toBeGreaterThan(100);
  });

  it.each(cisco)('$file is known for what it is', ({ file, kind }) => {
    expect(lint('cisco', file).recognised?.kind.id).toMatch(KINDS[kind] ?? /^$/);
  });

  const broken = cisco.filter(({ wellFormed }) => wellFormed === 'no');
  it.each(broken)('$file is broken where its first fault is', ({ file, fault }) => {
    const line = Number(/line (\d+)/.exec(fault)?.[1]);
    const found = lint('cisco', file).findings.find(({ rule }) => rule.startsWith('xml/'));
    expect(found?.line).toBe(line);
  });

  const whole = cisco.filter(({ wellFormed }) => wellFormed === 'yes');
  it.each(whole)('$file is XML, and refused only for a reason', ({ file }) => {
    const { findings } = lint('cisco', file);
    expect(findings.filter(({ rule }) => Object.hasOwn(XML_CODES, rule))).toEqual([]);
    const refusals = findings.filter(({ severity }) => severity === 'error');
    if (!Object.hasOwn(REFUSED, file)) expect(refusals).toEqual([]);
    else expect(refusals).not.toEqual([]);
  });

  const others = present
    ? readdirSync(join(CORPUS, 'fanvil')).filter((file) => file !== 'INDEX.tsv')
    : [];
  it.each(others)('of the other vendor, %s is known, or said to be unknown', (file) => {
    const { recognised } = lint('fanvil', file);
    expect(recognised?.vendor).toBe(file.includes('not-fanvil') ? undefined : 'fanvil');
  });
});
