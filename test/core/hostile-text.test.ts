// Whoever reads text that others wrote takes time in proportion to its length, whatever it says. Not the time is
// judged, but the growth: what grows with the square of such a length, or faster, does not end within the limit.

import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../src/artifacts/list-files.js';
import { buildSnapshot } from '../../src/artifacts/snapshot.js';
import { describeUnseen, withoutUnseen } from '../../src/core/characters.js';
import { hostFault } from '../../src/core/host.js';
import { ipv4Fault, rangeFault } from '../../src/core/ipv4-fault.js';
import { macFromNumber } from '../../src/core/mac.js';
import { macFault } from '../../src/core/mac-fault.js';
import { printableJson, printableLines } from '../../src/core/printable.js';
import { maskSecretsIn } from '../../src/core/secret-in-text.js';
import { serverAddressFault } from '../../src/core/server-address-fault.js';
import { userPartFault } from '../../src/core/user-part.js';
import { parseJournalLine } from '../../src/dhcp/journal/journal-line.js';
import { readJournalContent } from '../../src/dhcp/journal/journal-reader.js';
import { decodeMessage } from '../../src/dhcp/message/message.js';
import { nearestName } from '../../src/findings/near.js';
import { fileNameOf } from '../../src/http/decide.js';
import { isPattern, isRewrite } from '../../src/phones/cisco/files/dial-plan/patterns.js';
import { maskSecrets as maskXml } from '../../src/phones/cisco/files/secrets.js';
import { parseDotted } from '../../src/phones/fanvil/forms/dotted/parse-dotted.js';
import { maskLines } from '../../src/phones/fanvil/forms/mask-lines.js';
import { parseTxt } from '../../src/phones/fanvil/forms/txt/parse-txt.js';
import { createPacks } from '../../src/phones/packs/packs.js';
import { DRIVERS } from '../../src/phones/registry.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../../src/render/template-tree.js';
import { findXmlFault, readXml } from '../../src/render/xml/check.js';
import { makerOf } from '../../src/serve/dhcp-policy.js';
import { decodePacket } from '../../src/tftp/codec/packet.js';
import { soak } from '../soak.js';

const PACKS = createPacks(readTemplateTree([BUILT_IN_TEMPLATES]), DRIVERS);

/** The square of it takes a minute where all is to be shown; at a desk the cube does, and what doubles. */
const LENGTH = soak(4_000, 200_000);
const LIMIT_MS = 20_000;
const times = (unit: string) => unit.repeat(Math.ceil(LENGTH / unit.length));

/** Blanks, brackets and quotes without end; each has made somebody's reader stand still. */
const BLANKS = [`a${times(' ')}x`, `${times('\t')}x`, `${times('\u2028')}x`];
const LONG_NAME = `<${times('psk')}/>`;
const MANY_ATTRIBUTES = `<a ${Array.from({ length: LENGTH }, (_, n) => `a${n}=""`).join(' ')}/>`;
const XML = [
  `<!DOCTYPE ${times('[]')}`,
  `<!DOCTYPE ${times('[')}`,
  `<a>${times('<!--')}`,
  `<a>${times('<![CDATA[')}`,
  `<a ${times('x="1" ')}`,
  `<a${times(' ')}x`,
  `<a>${times('&')}`,
  MANY_ATTRIBUTES,
  LONG_NAME,
  `<psk${times(' ')}/x`,
  times('</psk '),
  times('<a>'),
  `<a>${'['.repeat(40)}&</a>`,
  `<a b="${times('&amp;')}`,
];
const LINES = [`a:${times(' ')}`, `${times('://')}:`, times('pass '), times('--')];
const SECRETS = [`://:${times('x@x:')}`, times('?pass='), times('://:'), times('&pin=')];
const ADDRESSES = [times('0'), times('0.'), times('a-'), `${times('/')}\nx`, times('@')];

/** Each with another number; few, for a finding for each is a lot of text. */
function numbered(unit: (n: number) => string): string {
  return Array.from({ length: soak(150, 1_000) }, (_, n) => unit(n)).join('');
}

const YAML = [
  ...['[', '{a: ', '- ', '? '].map((unit) => unit.repeat(soak(1_500, 10_000))),
  `a: &a x\nb:\n${' - *a\n'.repeat(soak(1_500, 20_000))}`,
  numbered((n) => `- &a${n + 1} [*a${n}, *a${n}]\n`),
  numbered((n) => `k${n}: 1\n`),
  `a: "${times(' \n')}"`,
];
const CSV = [
  times('"'),
  `mac\n"${times('\n')}"`,
  `mac\n${times(',')}`,
  `mac,groups\nx,${times('|')}`,
];
const DEVICES = [
  // More than elsewhere: what has to be compared with all others is compared quickly.
  `<sipProfile><sipLines><line>${'<name/>'.repeat(soak(3_000, 60_000))}</line></sipLines></sipProfile>`,
  `<devicePool><dateTimeSetting><timeZone>${times('a')}</timeZone></dateTimeSetting></devicePool>`,
  `<phoneLabel>{{${times('}')}</phoneLabel>`,
  `<${times('z')}/>`,
].map((content) => `<device>${content}</device>`);
const RULES = [
  `<TEMPLATE MATCH="${times('\\*')}x"/>`,
  `<TEMPLATE ${times('a')}=""/>`,
  numbered((n) => `<x${n}/>`),
].map((content) => `<DIALTEMPLATE>${content}</DIALTEMPLATE>`);
const TXT = [numbered((n) => `SIP${n} Phone Numbr :1\n`), `${times('1a')}:1\n`].map(
  (settings) => `<<VOIP CONFIG FILE>>Version:2.0002\n<SIP CONFIG MODULE>\n${settings}`,
);
const DOTTED = [numbered((n) => `sip.line.${n}.RegUsr = 1\n`), `${times('1.')} = 1\n`].map(
  (settings) => `#<Voip Config File>#\nVersion = 2.0000000000\n${settings}`,
);
/** As long as a datagram can be. */
const PACKETS = ['\0\x01', '\0\x06', '\0\x06a\0', '\0\x05'].map(
  (head) => head + '\0'.repeat(65_000),
);

type Reader = (text: string) => unknown;
interface Row {
  readonly reader: string;
  readonly read: Reader;
  readonly texts: readonly string[];
}

const ROWS: readonly Row[] = [
  { reader: 'an XML tree', read: readXml, texts: [...BLANKS, ...XML] },
  { reader: 'secrets in XML', read: maskXml, texts: [...BLANKS, ...XML] },
  { reader: 'secrets in lines', read: maskLines, texts: [...BLANKS, ...LINES] },
  { reader: 'secrets in a text', read: maskSecretsIn, texts: [...BLANKS, ...LINES, ...SECRETS] },
  { reader: 'a txt file', read: (text) => parseTxt(text, 'end'), texts: [...BLANKS, ...LINES] },
  { reader: 'a dotted file', read: parseDotted, texts: [...BLANKS, ...LINES] },
  {
    reader: 'a journal line',
    read: parseJournalLine,
    texts: [`{${times(',"crc":"')}`, times('{"a":[')],
  },
  { reader: 'a pattern of a dial plan', read: isPattern, texts: [`${times('\\*')}x`] },
  { reader: 'a rewriting of a dial plan', read: isRewrite, texts: [times('%'), times('%%')] },
  { reader: 'a host', read: hostFault, texts: [...BLANKS, ...ADDRESSES, `a://${times('/')}\nx`] },
  {
    reader: 'the address of a server',
    read: (text) => serverAddressFault(text, ['http']),
    texts: [...BLANKS, ...ADDRESSES, `a://${times('/')}\nx`],
  },
  { reader: 'an address', read: ipv4Fault, texts: [...BLANKS, ...ADDRESSES] },
  { reader: 'a range', read: rangeFault, texts: [...BLANKS, ...ADDRESSES] },
  { reader: 'a MAC', read: macFault, texts: [...BLANKS, ...ADDRESSES] },
  { reader: 'a user part', read: userPartFault, texts: [...BLANKS, ...ADDRESSES] },
  {
    reader: 'unseen characters',
    read: (text) => [describeUnseen(text), withoutUnseen(text)],
    texts: BLANKS,
  },
  {
    reader: 'printable text',
    read: (text) => [printableLines(text), printableJson(text)],
    texts: BLANKS,
  },
  {
    reader: 'a name that may be misspelt',
    read: (text) => nearestName(text, Array<string>(2_000).fill('cisco-7931g'.repeat(20))),
    texts: [times('a')],
  },
  { reader: 'an inventory in YAML', read: inventory('offhook.yaml'), texts: YAML },
  { reader: 'an inventory in CSV', read: inventory('phones.csv'), texts: CSV },
  { reader: "a phone's XML", read: lint('cisco', 'SEP5CFC665D4F9A.cnf.xml'), texts: DEVICES },
  { reader: 'a dial template', read: lint('cisco', 'dialplan.xml'), texts: RULES },
  { reader: "a phone's txt", read: lint('fanvil', '00a859db0462.cfg'), texts: TXT },
  { reader: "a phone's dotted file", read: lint('fanvil', '00a859db0462.cfg'), texts: DOTTED },
  { reader: 'a TFTP packet', read: (text) => decodePacket(Buffer.from(text)), texts: PACKETS },
  { reader: 'a DHCP message', read: decodeOptions, texts: ['+\x01a', '+\0', 'R\x02\x01\0'] },
  {
    reader: "a journal's bytes",
    read: (text) => readJournalContent(Buffer.from(text)),
    texts: ['\n', '\0', '{"seq":\n', '\r\n', '{"seq":'].map(times),
  },
  {
    reader: 'an HTTP path',
    read: fileNameOf,
    texts: ['/..', '/%2', '/%25', 'http://', '/?'].map(times),
  },
  {
    reader: 'a vendor class',
    read: (text) => makerOf({ models: [] }, macFromNumber(0), text),
    texts: [times('phon'), times('*'), ...BLANKS],
  },
  {
    reader: 'a pattern of file names',
    read: (pattern) => listFiles(disk, '/', '.', pattern),
    texts: [`${'*a'.repeat(20)}b`],
  },
];

function inventory(file: string): Reader {
  return (text) =>
    buildSnapshot({ file, files: { read: () => text, list: () => [] }, packs: PACKS });
}

function lint(vendor: string, name: string): Reader {
  return (text) => PACKS.drivers.get(vendor)?.lint(name, text, undefined);
}

/** The same option again and again, whose pieces are joined. */
function decodeOptions(option: string): unknown {
  const bytes = Buffer.alloc(65_000);
  bytes.set([1, 1, 6, 0]);
  bytes.set([99, 130, 83, 99], 236);
  bytes.write(option.repeat(Math.floor(64_000 / option.length)), 240, 'latin1');
  return decodeMessage(bytes);
}

/** A folder of one file with a long name. */
const disk: Parameters<typeof listFiles>[0] = Object.assign(Object.create(null), {
  isFileLike: () => true,
  list: () => [{ name: `${'a'.repeat(250)}!`, isDirectory: () => false }],
});

const context = createContext({});

/** Ends what does not end by itself. */
function isDone(read: Reader, text: string): boolean {
  try {
    runInContext('read(text)', Object.assign(context, { read, text }), { timeout: LIMIT_MS });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return false;
  }
}

describe('hostile text', () => {
  it.each(ROWS)(
    'does not hold up $reader',
    ({ read, texts }) => {
      const endless = texts.filter((text) => !isDone(read, text));
      expect(endless.map((text) => text.slice(0, 40))).toEqual([]);
    },
    600_000,
  );

  it.each(XML.filter((text) => ![LONG_NAME, MANY_ATTRIBUTES].includes(text)))(
    'is no XML: %.30s',
    (text) => {
      expect(findXmlFault(text)).toBeDefined();
    },
  );

  it('may be XML: a name without end, attributes without end, elements without end in one another', () => {
    expect(findXmlFault(LONG_NAME)).toBeUndefined();
    expect(findXmlFault(MANY_ATTRIBUTES)).toBeUndefined();
    expect(findXmlFault('<a>'.repeat(50_000) + '</a>'.repeat(50_000))).toBeUndefined();
  });

  it('cannot make entities grow', () => {
    const entities = Array.from({ length: 40 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`);
    const text = `<!DOCTYPE a [<!ENTITY e0 "x">${entities.join('')}]><a>&e40;</a>`;
    expect(readXml(text)).toBeUndefined();
    expect(findXmlFault(text)).toEqual({
      code: 'xml/not-well-formed',
      message: 'an entity that XML does not have: it has amp, lt, gt, quot and apos',
      line: 1,
      col: text.indexOf('&e40;</a>') + 1,
    });
  });
});
