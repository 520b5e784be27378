// What owners reported, each as the smallest file that has it, and the rule that answers: the table in docs/lint.md.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { lintBroughtFile } from '../../../src/phones/lint/lint-file.js';
import { PACKS } from '../shipped-models.js';

const OWN = '0c383e000001.cfg';
const HEAD = (version: string) => `<<VOIP CONFIG FILE>>Version:${version}`.padEnd(62);
const txt = (version: string, ...lines: readonly string[]) =>
  [HEAD(version), ...lines, '<<END OF FILE>>', ''].join('\r\n');
const B = '2.0000000000';
const sysConf = (inside: string) => `<sysConf><Version>${B}</Version>${inside}</sysConf>`;
const dotted = (line: string) => `#<Voip Config File>#\nVersion = ${B}\n${line}\n`;

interface Report {
  readonly report: string;
  readonly text: string;
  readonly rule: string;
  readonly name?: string;
  readonly firmware?: string;
  readonly model?: string;
}

const REPORTS: readonly Report[] = [
  {
    report: 'newer firmware and sysConf',
    text: sysConf('<sip><CSTAEnable>0</CSTAEnable></sip>'),
    rule: 'fanvil/sys-conf-firmware',
    firmware: '2.12.1',
  },
  {
    report: 'function keys in another module',
    text: txt(B, '<PHONE FEATURE MODULE>', 'Fkey1 Type              :1'),
    rule: 'fanvil/unknown-key',
  },
  {
    report: 'function keys under another element',
    text: sysConf('<dsskey><functionKey index="1"><KeyKind>1</KeyKind></functionKey></dsskey>'),
    rule: 'fanvil/unlisted-element',
  },
  {
    report: 'a list of firmware under another name',
    text: 'Version=2.12\nFirmware=http://10.20.1.1/x.z\n',
    rule: 'fanvil/list-name',
    name: 'Fanvil X210_hwv2_0.txt',
  },
  {
    report: 'a bare ampersand in an address',
    text: sysConf('<ap><FlashServerIP>http://10.20.1.1/?a=1&b=2</FlashServerIP></ap>'),
    rule: 'xml/bare-ampersand',
  },
  {
    report: 'a page in place of a boot list',
    text: '<!DOCTYPE html><title>403</title>',
    rule: 'fanvil/boot-page',
    name: 'F00000000000.boot',
  },
  {
    report: 'Register Enable',
    text: txt(B, '<SIP CONFIG MODULE>', 'SIP1 Register Enable    :1'),
    rule: 'fanvil/invented-key',
  },
  {
    report: 'Memory DSS Key',
    text: txt(B, '<DSSKEY CONFIG MODULE>', 'Memory DSS Key1    :7001'),
    rule: 'fanvil/invented-key',
  },
  {
    report: 'PREFERENCE',
    text: txt(B, '<SIP CONFIG MODULE>', 'PREFERENCE         :1'),
    rule: 'fanvil/invented-key',
  },
  { report: 'a dotted key of no phone', text: dotted('a.b = 1'), rule: 'fanvil/unlisted-key' },
  {
    report: 'keys of another maker',
    text: dotted('account.1.label = x'),
    rule: 'fanvil/other-maker',
  },
  {
    report: 'a name of sysConf in a dotted file',
    text: dotted('sip.line.1.RegisterAddr = 10.20.1.1'),
    rule: 'fanvil/other-form',
  },
  {
    report: 'the dialect of other phones',
    text: txt('2.0002', '<GLOBAL CONFIG MODULE>', 'Enable SNTP        :1'),
    rule: 'fanvil/other-dialect',
    model: 'fanvil-x5u',
  },
  {
    report: 'the version of other phones',
    text: txt('2.0002', '<NET CONFIG MODULE>', 'Enable DHCP        :1'),
    rule: 'fanvil/other-version',
  },
  {
    report: 'an end mark behind XML',
    text: `${sysConf('')}\n<<END OF FILE>>\n`,
    rule: 'xml/not-well-formed',
  },
  {
    report: 'values that were taken out',
    text: txt(B, '<SIP CONFIG MODULE>', 'SIP1 Phone Number       :{NUMBER}'),
    rule: 'fanvil/placeholder',
  },
  {
    report: 'an export that keeps its secrets',
    text: txt(B, '<SIP CONFIG MODULE>', '###SIP1 Register Pswd      :'),
    rule: 'file/masked',
  },
];

const PAGE = readFileSync(new URL('../../../docs/lint.md', import.meta.url), 'utf8');

function rulesFor({ text, name = OWN, firmware, model: id }: Report): readonly string[] {
  const model = id === undefined ? undefined : PACKS.models.get(id);
  const reading = {
    drivers: [...PACKS.drivers.values()],
    models: [...PACKS.models.values()],
    codes: KNOWN_CODES,
    ...(firmware !== undefined && { firmware }),
    ...(model && { model }),
  };
  const { findings } = lintBroughtFile({ name, bytes: Buffer.from(text) }, reading);
  return findings.map(({ rule }) => rule);
}

describe('a report of owners', () => {
  it.each(REPORTS)('$report: $rule', (report) => {
    expect(rulesFor(report)).toContain(report.rule);
    expect(PAGE).toContain(`\`${report.rule}\``);
  });
});

it('each rule on files of these phones says who says so', () => {
  const silent = [...KNOWN_CODES]
    .filter(([id]) => id.startsWith('fanvil/'))
    .filter(([, { source }]) => source === undefined)
    .map(([id]) => id);
  expect(silent).toEqual([]);
});
