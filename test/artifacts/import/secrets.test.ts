// Whatever is said of what was brought, and wherever it is broken: no password of it is among the words.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importSite } from '../../../src/artifacts/import/import-site.js';
import { recogniseIn } from '../../../src/artifacts/import/read-file.js';
import type { ForeignFile } from '../../../src/phones/importer.js';
import { maskerOf } from '../../../src/phones/lint/mask-file.js';
import { broken, SECRET, WHOLES } from '../../phones/lint/broken-files.js';
import { PACKS } from '../../phones/shipped-models.js';
import { soak } from '../../soak.js';
import { fileOf, IMPORTERS, TEMPLATES } from './import-under-test.js';
import { line, sepOf } from './sep-file.js';

const NAMED = ['cisco-7942g', 'fanvil-x4'].flatMap((id) => PACKS.models.get(id) ?? []);

function importOne(file: ForeignFile) {
  const imported = importSite({
    ...{ files: [file], packs: PACKS, importers: IMPORTERS, templates: TEMPLATES },
    ...{ named: NAMED, pbx: { host: 'pbx.example' } },
  });
  return {
    findings: imported.findings,
    said: JSON.stringify(imported.findings) + imported.shown(),
  };
}
const sayAll = (name: string, text: string) => importOne(fileOf(name, text)).said;

const SEP = 'SEP001BD4000001.cnf.xml';
const inDevice = (device: string) => sepOf({ device });
const TXT = (text: string) =>
  ['<<VOIP CONFIG FILE>>Version:2.0002', '<SIP CONFIG MODULE>', text, '<<END OF FILE>>'].join('\n');

describe('a password is in no finding, and not in what is shown', () => {
  it.each([
    ['in the place of an end tag', SEP, inDevice(`<phonePassword>x</${SECRET}>`)],
    ['in the place of a tag', SEP, inDevice(`<phonePassword><${SECRET}></phonePassword>`)],
    ['in an attribute', SEP, inDevice(`<phonePassword a="${SECRET}"/>`)],
    ['behind a bare ampersand', SEP, inDevice(`<phonePassword>a&${SECRET}</phonePassword>`)],
    ['in an address', SEP, inDevice(`<directoryURL>http://u:${SECRET}@h/</directoryURL>`)],
    ['of a line', SEP, sepOf({ lines: line(1, '7001').replace('open-7001', SECRET) })],
    ['twice', SEP, inDevice(`<phonePassword>${SECRET}</phonePassword>`.repeat(2))],
    ['of a txt file', '00a859000001.cfg', TXT(`SIP1 Register Pswd :${SECRET}`)],
    [
      'behind a value whose line has lost its end',
      '0c383e32342e.cfg',
      `#<Voip Config File>#\nsip.line.1.PhoneNumber = 181\nsip.line.1.RegAddr = 10.20.1.9\nsip.line.1.RegUser = 181<!--sip.line.1.RegPswd ${SECRET}\nsip.line.1.RegEnabled = 1\n`,
    ],
    ['under no module', '00a859000001.cfg', TXT('').replace('<SIP', `SIP1 Pswd:${SECRET}\n<SIP`)],
    ['of a dotted file', '00a859000001.cfg', `#<Voip Config File>#\nsip.line1.Pswd=${SECRET}\n`],
    ['of XML', '00a859000001.cfg', `<sysConf><sip><p1 AuthPswd="${SECRET}"/></sip></sysConf>`],
    ['of a table', 'x.csv', `extension,name,secret\n7101,Anna,${SECRET}\n`],
    ['of a row that has slipped', 'x.csv', `extension,secret,mac\n7101,Anna, Otto,${SECRET}\n`],
    ['in the place of a MAC', 'x.csv', `extension,secret,mac\n7101,Anna,${SECRET}\n`],
    ['in the place of a number', 'x.csv', `name,extension\nAnna,"${SECRET} x"\n`],
    [
      'of dhcpd',
      'dhcpd.conf',
      `subnet 10.0.0.0 netmask 255.0.0.0 {}\nkey x { secret "${SECRET}"; }`,
    ],
  ])('%s', (_, name, text) => {
    expect(sayAll(name, text)).not.toContain(SECRET);
  });

  it('of which one is a part of another', () => {
    const PART = SECRET.slice(0, 4);
    const user = (n: number, password: string) =>
      `sip.line.${n}.PhoneNumber = 18${n}\nsip.line.${n}.RegAddr = 10.20.1.9\nsip.line.${n}.RegUser = 18${n}<!--sip.line.${n}.RegPswd ${password}\nsip.line.${n}.RegEnabled = 1\n`;
    const said = sayAll(
      '0c383e32342e.cfg',
      `#<Voip Config File>#\n${user(1, PART)}${user(2, SECRET)}`,
    );
    expect(said).toContain('181');
    expect(said).not.toContain(PART);
    expect(said).not.toContain(SECRET.slice(PART.length));
  });

  it('wherever a file of ours is broken', { timeout: 300_000 }, () => {
    const drivers = [...PACKS.drivers.values()];
    let tried = 0;
    fc.assert(
      fc.property(broken, ({ name, text }) => {
        const file = fileOf(name, text);
        const masked = maskerOf(name, file.content, recogniseIn(PACKS, file), drivers);
        // Where the name of the password is broken as well, nothing says that it is one.
        if (masked().includes(SECRET)) return;
        tried += 1;
        const { findings, said } = importOne(file);
        expect(findings.length).toBeGreaterThan(0);
        expect(said).not.toContain(SECRET);
      }),
      { numRuns: soak(60, 1_500) },
    );
    expect(tried).toBeGreaterThan(soak(30, 700));
    expect(WHOLES.length).toBeGreaterThan(10);
  });
});
