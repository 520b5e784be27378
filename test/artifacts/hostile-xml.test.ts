// What a template of the user's own can make of a phone's file: whatever it is, validate ends with a finding at the phone.

import { expect, it } from 'vitest';
import { checkArtifact } from '../../src/artifacts/check-artifact.js';
import { LAB, snapshotOf } from '../serve/snapshot-under-test.js';

const SEP = 'cisco/7931g/SEP.cnf.xml.hbs';
const MALFORMED = 'xml/not-well-formed';
/** With their end tags still fewer than are counted as too many. */
const DEPTH = 20_000;
const BEYOND_BYTES = 2_200_000;
const BEYOND_NUMBER = 60_000;
const times = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => each(index)).join('');
const line = (inner: string) =>
  `<device><sipProfile><sipLines><line button="1">${inner}</line></sipLines></sipProfile></device>`;
const nested = '<a>'.repeat(DEPTH) + '</a>'.repeat(DEPTH);

/** What a phone's file lacks is told as well, and of which elements it is. */
function findingsOf(body: string, raw = ''): ReadonlySet<string> {
  const keys = 'keys: { 1: { line: "1" } }';
  const lab = LAB.replace(keys, `${keys}, raw: { ${raw} }`);
  const { artifacts } = snapshotOf(lab, { [SEP]: body });
  const found = [...artifacts.values()].flatMap((each) => checkArtifact(each).diagnostics);
  return new Set(found.map(({ code, place }) => `${place.file} ${code}`));
}

it.each([
  [
    'a document type',
    '<!DOCTYPE device [<!ELEMENT device ANY>]><device/>',
    'cisco/missing-element',
  ],
  [
    'an entity from elsewhere',
    '<!DOCTYPE device [<!ENTITY x SYSTEM "file:///etc/passwd">]><device>&x;</device>',
    MALFORMED,
  ],
  [
    'entities of entities',
    `<!DOCTYPE a [<!ENTITY a0 "x">${times(40, (n) => `<!ENTITY a${n + 1} "&a${n};&a${n};">`)}]><device>&a40;</device>`,
    MALFORMED,
  ],
  ['brackets alone', '<'.repeat(40), MALFORMED],
  ['brackets in an element', `<device>${'<'.repeat(40)}</device>`, MALFORMED],
  ['comments in comments', `<device>${'<!--'.repeat(DEPTH)}</device>`, MALFORMED],
  ['elements in elements', nested, 'cisco/root'],
  ['elements in elements of a key', line(nested), 'cisco/unknown-element'],
  ['elements that do not end', '<a>'.repeat(DEPTH), 'xml/end-tag'],
  [
    'megabytes in one line',
    `<device><a>${'a'.repeat(BEYOND_BYTES)}</a></device>`,
    'render/too-large',
  ],
  [
    'elements beyond number',
    `<device>${'<a/>'.repeat(BEYOND_NUMBER)}</device>`,
    'render/too-large',
  ],
  ['lines beyond number', '\n'.repeat(BEYOND_NUMBER), 'render/too-large'],
  ['megabytes that are no XML', '<'.repeat(BEYOND_BYTES), 'render/too-large'],
])('%s', (_, body, code) => {
  expect(findingsOf(body)).toContain(`offhook.yaml ${code}`);
});

it.each([
  ['elements in elements', `<device>${nested}</device>`],
  ['more elements than raw can be put into', `<device>${'<a/>'.repeat(30_000)}</device>`],
])('%s, and raw', (_, body) => {
  expect(findingsOf(body, '"vendorConfig/pcPort": "1"')).toEqual(
    new Set(['offhook.yaml render/template']),
  );
});
