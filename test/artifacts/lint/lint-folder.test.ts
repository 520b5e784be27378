// A folder as a TFTP server gives it out: what its files say of one another.

import { chmodSync, linkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintFolder } from '../../../src/artifacts/lint/lint-folder.js';
import { createLintRun } from '../../../src/artifacts/lint/lint-run.js';
import { namesSaid } from '../../findings/names-said.js';
import { loadsFile } from '../../phones/cisco/loads-file.js';
import { noise } from '../../phones/noise.js';
import { soak } from '../../soak.js';
import { folderOf, READING } from './rule-examples.js';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** `file:line severity code` of what is said of the folder, and what that names. */
function told(files: Files, change: (folder: string) => void = () => {}): readonly string[] {
  const folder = folderOf(files);
  change(folder);
  const run = createLintRun(READING);
  lintFolder(folder, 'tftp', run);
  return run
    .results()
    .findings.filter(({ code }) => /^(folder|file)\//.test(code))
    .map(({ code, severity, place, message }) =>
      [`${place.file}:${place.line} ${severity} ${code}`, ...namesSaid(message)].join(' '),
    );
}

const sep = (...elements: readonly string[]) =>
  ['<device>', '<deviceProtocol>SIP</deviceProtocol>', ...elements, '</device>'].join('\n');
const LOAD = '<loadInformation>SIP42.8-5-3S</loadInformation>';
const PLAN = '<sipProfile><dialTemplate>dialplan.xml</dialTemplate></sipProfile>';
const DIAL = '<DIALTEMPLATE><TEMPLATE MATCH="."/></DIALTEMPLATE>';
const SEP = 'SEP001BD4000001.cnf.xml';
const OTHER = 'SEP001BD4000002.cnf.xml';
const PARTS = ['jar42sip.8-5-3.sbn', 'cnu42.8-5-3.sbn'];
const LIST = loadsFile('SIP42.8-5-3S.loads', `# RELEASE\r\n${PARTS.join('\r\n')}\r\n`);
const FIRMWARE: Files = {
  'SIP42.8-5-3S.loads': LIST,
  ...Object.fromEntries(PARTS.map((name) => [name, loadsFile(name, '\0archive')])),
};

describe('a folder', () => {
  it('in which all is as it should be says nothing', () => {
    expect(told({ [SEP]: sep(LOAD, PLAN), 'dialplan.xml': DIAL, ...FIRMWARE })).toEqual([]);
  });

  it('lacks what its files name: each once, where it is named first', () => {
    const files = { [SEP]: sep(LOAD, PLAN), [OTHER]: sep(PLAN) };
    expect(told(files)).toEqual([
      `tftp/${SEP}:3 warning folder/missing-file SIP42.8-5-3S.loads`,
      `tftp/${SEP}:4 warning folder/missing-file dialplan.xml 1`,
    ]);
  });

  it('lacks a load once, in however many folders phones are told of it', () => {
    const files = { [`a/${SEP}`]: sep(LOAD), [`b/${OTHER}`]: sep(LOAD), [`c/${SEP}`]: sep(LOAD) };
    expect(told(files).filter((each) => each.includes('folder/missing'))).toEqual([
      `tftp/a/${SEP}:3 warning folder/missing-file SIP42.8-5-3S.loads 2`,
    ]);
  });

  it('lacks soft keys that a phone is told of, and pictures of a list, and says what to do', () => {
    const list =
      '<CiscoIPPhoneImageList><ImageItem URL="TFTP:Desktops/a.png"/></CiscoIPPhoneImageList>';
    const folder = folderOf({
      [SEP]: sep('<sipProfile><softKeyFile>keys.xml</softKeyFile></sipProfile>'),
      'Desktops/320x196x4/List.xml': list,
    });
    const run = createLintRun(READING);
    lintFolder(folder, 'tftp', run);
    const missing = run.results().findings.filter(({ code }) => code === 'folder/missing-option');
    expect(missing.map(({ place, message, hint }) => `${place.line} ${message}; ${hint}`)).toEqual([
      '1 the picture Desktops/a.png is not there; put the picture there, or take it out of the list',
      '3 the file of soft keys keys.xml is not there; put it there, or leave softKeyFile empty: phones have soft keys of their own',
    ]);
  });

  it('has rings under the names that phones ask for, and under no other', () => {
    const rings = (file: string) =>
      `<CiscoIPPhoneRingList><Ring><DisplayName>a</DisplayName><FileName>${file}</FileName></Ring></CiscoIPPhoneRingList>`;
    const sounds = { 'a.raw': Buffer.alloc(480), 'b.raw': Buffer.alloc(480) };
    const lists = { 'ringlist.xml': rings('a.raw'), 'RingList.xml': rings('a.raw') };
    expect(told({ ...lists, ...sounds })).toEqual([
      'tftp/RingList.xml:1 info folder/asked-by-none "RingList.xml"',
      'tftp/b.raw:1 info folder/asked-by-none "b.raw"',
    ]);
  });

  it('has soft keys under the name that a phone is told of', () => {
    const keys = '<softKeyCfg><typeSoftKey/></softKeyCfg>';
    const named = sep('<sipProfile><softKeyFile>keys.xml</softKeyFile></sipProfile>');
    expect(told({ [SEP]: named, 'keys.xml': keys })).toEqual([]);
    expect(told({ [SEP]: named, 'Keys.xml': keys })).toEqual([
      `tftp/${SEP}:3 error folder/other-case keys.xml Keys.xml`,
    ]);
  });

  it('lacks the image that a list of firmware for Fanvil phones names, unless it lies anywhere', () => {
    const list = 'Version=2.12.1\nFirmware=http://10.20.1.1/fw/x4u.2.12.1.z\nInfo=TXT\n';
    const name = 'fanvil_x4u_v2_hwv2_0.txt';
    expect(told({ [name]: list })).toEqual([
      `tftp/${name}:2 warning folder/missing-file fw/x4u.2.12.1.z`,
    ]);
    const image = noise(4096);
    expect(told({ [name]: list, 'fw/x4u.2.12.1.z': image })).toEqual([]);
    expect(told({ [name]: list, 'x4u.2.12.1.z': image })).toEqual([]);
  });

  it('lacks a part of a firmware', () => {
    const [, missing = ''] = PARTS;
    const files = Object.entries(FIRMWARE).filter(([name]) => name !== missing);
    expect(told({ [SEP]: sep(LOAD), ...Object.fromEntries(files) })).toEqual([
      `tftp/SIP42.8-5-3S.loads:1 error folder/missing-part ${missing}`,
    ]);
  });

  it('has a file under a name in other letters', () => {
    expect(told({ [SEP]: sep(PLAN), 'DialPlan.xml': DIAL })).toEqual([
      `tftp/${SEP}:3 error folder/other-case dialplan.xml DialPlan.xml`,
    ]);
  });

  it('lacks folders of languages, which phones do without', () => {
    const locale = '<userLocale><name>German_Germany</name></userLocale>';
    const tones = '<networkLocaleInfo><name>Germany</name></networkLocaleInfo>';
    expect(told({ [SEP]: sep(locale, tones) })).toEqual([
      `tftp/${SEP}:3 info folder/missing-option German_Germany/`,
      `tftp/${SEP}:4 info folder/missing-option Germany/g3-tones.xml`,
    ]);
    const there = { 'German_Germany/mk-sip.jar': 'PK', 'Germany/g3-tones.xml': '<tones/>' };
    expect(
      told({ [SEP]: sep(locale, tones), ...there }).filter((each) => each.includes('missing')),
    ).toEqual([]);
  });

  it('lacks sounds of a list of rings', () => {
    const rings =
      '<CiscoIPPhoneRingList><Ring><DisplayName>A</DisplayName><FileName>a.raw</FileName></Ring></CiscoIPPhoneRingList>';
    expect(told({ 'ringlist.xml': rings })).toEqual([
      'tftp/ringlist.xml:1 warning folder/missing-file a.raw',
    ]);
  });

  it('is looked up also where the file lies that names another', () => {
    expect(told({ [`site/${SEP}`]: sep(PLAN), 'site/dialplan.xml': DIAL })).toEqual([]);
  });

  it('has files for which no phone asks', () => {
    const files = {
      'dialplan.xml': DIAL,
      'SEP001BD4000001.cnf.xml.old': sep(),
      'xmldefault.cnf.xml': '<Default/>',
    };
    expect(told(files)).toEqual([
      'tftp/SEP001BD4000001.cnf.xml.old:1 info folder/asked-by-none "SEP001BD4000001.cnf.xml.old"',
      'tftp/dialplan.xml:1 info folder/asked-by-none "dialplan.xml"',
      'tftp/xmldefault.cnf.xml:1 info folder/asked-by-none "xmldefault.cnf.xml"',
    ]);
  });

  it('in which a file is broken says of none that nobody asks for it', () => {
    expect(told({ 'dialplan.xml': DIAL, [SEP]: '<device>' })).toEqual([]);
  });

  it('has two files of one phone', () => {
    expect(told({ 'SEP001BD4ABCDEF.cnf.xml': sep(), 'SEP001bd4abcdef.cnf.xml': sep() })).toEqual([
      'tftp/SEP001bd4abcdef.cnf.xml:1 warning folder/two-of-one-phone SEP001BD4ABCDEF.cnf.xml',
    ]);
    expect(told({ [SEP]: sep(), [OTHER]: sep() })).toEqual([]);
  });

  it('has files that only their owner may read: told once', () => {
    const close = (folder: string) => {
      for (const name of [SEP, OTHER]) chmodSync(join(folder, name), 0o600);
    };
    expect(told({ [SEP]: sep(), [OTHER]: sep() }, close)).toEqual([
      `tftp/${SEP}:1 info folder/private-file 1`,
    ]);
  });

  it('has a link that leads nowhere', () => {
    const astray = (folder: string) => symlinkSync('nowhere', join(folder, 'astray.xml'));
    expect(told({ [SEP]: sep() }, astray)).toEqual(['tftp/astray.xml:1 warning file/unreadable']);
  });

  it('keeps hidden files to itself, and ends where links lead in a circle', () => {
    expect(told({ '.git/config': 'x', [SEP]: sep(), 'loop/again': '-> ../loop' })).toEqual([]);
  });
});

it('so many findings that nobody reads them are counted', () => {
  const run = createLintRun(READING, { most: 3 });
  const files = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`f${n}.txt`, 'x']));
  lintFolder(folderOf(files), 'tftp', run);
  const { findings, files: seen } = run.results();
  expect(seen).toHaveLength(9);
  expect(findings).toHaveLength(4);
  expect(namesSaid(findings.at(-1)?.message ?? '')).toEqual(['6']);
});

it('a folder of very many files is looked through to its end, and no more is kept than is told', () => {
  const files = soak(150, 30_000);
  const most = files / 10;
  // Some are the same file: a disk has room for them all.
  const first = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f${n}.txt`, 'x']));
  const folder = folderOf(first);
  for (let n = 100; n < files; n++) {
    linkSync(join(folder, `f${n % 100}.txt`), join(folder, `f${n}.txt`));
  }
  const run = createLintRun(READING, { most });
  lintFolder(folder, 'tftp', run);
  const { findings, files: seen } = run.results();
  expect(seen).toHaveLength(files);
  expect(findings).toHaveLength(most + 1);
  expect(namesSaid(findings.at(-1)?.message ?? '')).toEqual([`${files - most}`]);
}, 120_000);

describe('what is in a folder and no file that can be found by its name', () => {
  it.skipIf(process.platform !== 'linux')('is told, and not passed over', () => {
    const change = (folder: string) => {
      symlinkSync('/dev/null', join(folder, 'a-device'));
      const bytes = Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff])]);
      writeFileSync(bytes, 'x');
    };
    expect(told({}, change)).toEqual([
      'tftp/a-device:1 warning file/unreadable',
      'tftp/b\ufffd:1 warning file/unreadable UTF-8',
    ]);
  });
});
