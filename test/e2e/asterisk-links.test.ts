// What lines of an Asterisk with chan_sip are doing, shown at one with PJSIP whose manager interface speaks TLS, with a certificate
// made here; and what is said where that certificate, or the port, is another.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { makeCertificate } from '../pbx/ami/own-certificate.js';
import {
  type Asterisk,
  CHAN_SIP_MODULES,
  findAsterisk,
  MODULES,
  startAsterisk,
  takeIn,
} from './asterisk.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const [pjsip, chanSip] = [findAsterisk(), findAsterisk('OFFHOOK_ASTERISK_CHAN_SIP')];
const missing =
  pjsip && chanSip ? undefined : 'OFFHOOK_ASTERISK or OFFHOOK_ASTERISK_CHAN_SIP names none';
const skipped = missing ?? reasonToSkip(['ip', 'openssl'], true);
if (missing) console.log(`lines of one Asterisk are not shown at another: ${missing}`);

const NAMESPACE = `offhook-${process.pid}-links`;
const [MAIN, OLD, PHONE] = ['10.20.1.1', '10.20.1.2', '10.20.1.101'];
const PORT_OF_TLS = 5039;
const PORT_OF_PAGES = 8089;
const inventory = (tls: string, port = PORT_OF_TLS) =>
  `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [${MAIN}] }
pbx:
  main: { host: ${MAIN}, ami: { secret: planted-main, host: ${MAIN}, port: ${port}, permit: [${MAIN}], tls: ${tls} } }
  old: { host: ${OLD}, ami: { secret: planted-old, host: 127.0.0.1 } }
pbxLinks: [{ from: old, to: main, lines: ["7001", "7002"] }]
defaults: { pbx: old, adminPassword: word }
lines:
  "7001": { name: Anna, password: planted-7001 }
  "7002": { name: Hall, password: planted-7002 }
  "8001": { name: Boris, password: planted-8001, pbx: main }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7931g, settings: { rollover: none }, keys: { 1: { line: "7001" } } }
  - { mac: "00:1b:d4:00:00:02", model: cisco-7942g, pbx: main, keys: { 1: { line: "8001" }, 2: { blf: "7001*old", label: Anna } } }
`;

interface Pbx {
  readonly chan: string;
  readonly own: Readonly<Record<string, string>>;
  readonly modules: readonly string[];
}

const PBXES = {
  main: {
    chan: 'pjsip',
    own: {
      'pjsip.conf': `[udp]\ntype = transport\nprotocol = udp\nbind = ${MAIN}\n`,
      'manager.conf': `[general]\nenabled = yes\nbindaddr = ${MAIN}\ntlsenable = yes\ntlsbindaddr = ${MAIN}:${PORT_OF_TLS}\ntlscertfile = FOLDER/both.pem\n`,
    },
    modules: [...MODULES, 'res_manager_devicestate', 'res_pjsip_exten_state', 'func_devstate'],
  },
  old: {
    chan: 'sip',
    own: {
      'sip.conf': `[general]\nudpbindaddr = ${OLD}\nallowguest = no\ncontext = none\n`,
      'manager.conf': '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n',
    },
    modules: [...CHAN_SIP_MODULES, 'res_manager_devicestate', 'func_devstate', 'res_clioriginate'],
  },
} as const satisfies Readonly<Record<string, Pbx>>;
type Name = keyof typeof PBXES;

describe.skipIf(skipped !== undefined)(
  'an Asterisk with chan_sip, and one with PJSIP behind TLS',
  () => {
    let folder = '';
    let server: Running | undefined;
    const pbx: Partial<Record<Name, Asterisk>> = {};
    const phones: Running[] = [];

    const inside = (...words: readonly string[]) =>
      start('ip', ['netns', 'exec', NAMESPACE, ...words], folder);
    const offhookInside = (...words: readonly string[]) =>
      inside(process.execPath, OFFHOOK, ...words);
    const serve = () => {
      const options = ['--state-dir', 'state', '--no-watch', '--dhcp', 'off', '--page', 'off'];
      return offhookInside('serve', ...options, '--address', MAIN, '--log-format', 'json');
    };
    /** Asked again and again: states travel by themselves. */
    const shows = (line: string, state: string) => {
      const wanted = new RegExp(`Name: 'Custom:${line}\\*old'\\s+State: '${state}'`);
      let said = '';
      for (let times = 0; times < 300 && !wanted.test(said); times++) {
        said = pbx.main?.ask('devstate list') ?? '';
      }
      expect(said, server?.output()).toMatch(wanted);
    };
    const startPbx = async (name: Name) => {
      const installation = name === 'main' ? pjsip : chanSip;
      if (!installation) return;
      const { modules } = PBXES[name];
      pbx[name] = await startAsterisk(installation, join(folder, name), NAMESPACE, modules);
    };

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'offhook-links-'));
      const made = makeCertificate(folder);
      writeFileSync(join(folder, 'both.pem'), made.cert + made.key);
      const file = join(folder, 'offhook.yaml');
      writeFileSync(file, inventory(`{ fingerprint: "${made.fingerprint}" }`));
      const files = await offhook(folder, ['generate', '-o', 'files', '--quiet']);
      expect(files.code, files.err).toBe(0);
      runProgram('ip', ['netns', 'add', NAMESPACE]);
      runProgram('ip', ['-n', NAMESPACE, 'link', 'set', 'lo', 'up']);
      for (const address of [MAIN, OLD, PHONE]) {
        runProgram('ip', ['-n', NAMESPACE, 'address', 'add', `${address}/24`, 'dev', 'lo']);
      }
      for (const [name, { chan, own }] of Object.entries(PBXES)) {
        const etc = join(folder, name);
        mkdirSync(etc);
        const words = ['--pbx', name, '--chan', chan, '-o', join(etc, 'offhook')];
        const exported = await offhook(folder, ['export', 'asterisk', ...words]);
        expect(exported.code, exported.err).toBe(0);
        const placed = Object.entries(own).map(([each, text]) => [
          each,
          text.replace('FOLDER', folder),
        ]);
        takeIn(etc, exported.err, Object.fromEntries(placed));
      }
      const pages = `tlsenable = yes\ntlsbindaddr = ${MAIN}:${PORT_OF_PAGES}\n`;
      const signed = `tlscertfile = ${join(folder, 'both.pem')}\n`;
      const http = `[general]\nenabled = yes\nbindaddr = ${MAIN}\n${pages}${signed}`;
      writeFileSync(join(folder, 'main', 'http.conf'), http);
      await Promise.all([startPbx('main'), startPbx('old')]);
      server = serve();
      await server.waitFor(/"event":"pbx","pbx":"main","state":"up"/);
      await server.waitFor(/"event":"pbx","pbx":"old","state":"up"/);
    });

    afterAll(async () => {
      await Promise.all(phones.map((each) => each.end()));
      await server?.end();
      await Promise.all(Object.values(pbx).map((each) => each.end()));
      runProgram('ip', ['netns', 'delete', NAMESPACE]);
      rmSync(folder, { recursive: true, force: true });
    });

    it('the one shows what lines of the other are doing', async () => {
      shows('7001', 'UNAVAILABLE');
      shows('7002', 'UNAVAILABLE');
      const script = join(import.meta.dirname, 'desk-phone.mjs');
      const anna = join(folder, 'files/SEP001BD4000001.cnf.xml');
      phones.push(inside('env', 'RINGS=1', process.execPath, script, anna, PHONE));
      await phones[0]?.waitFor(/7001 is registered/);
      shows('7001', 'NOT_INUSE');
      pbx.old?.ask('channel originate SIP/7001 application Wait 60');
      await phones[0]?.waitFor(/7001 rings/);
      shows('7001', 'RINGING');
    });

    it('that one is lost: none is known to be reached; it is back: they are as they are', async () => {
      await pbx.old?.end();
      shows('7001', 'UNAVAILABLE');
      await startPbx('old');
      // It remembers who had registered.
      shows('7001', 'NOT_INUSE');
      shows('7002', 'UNAVAILABLE');
    });

    it('that shows them is lost, and is told again when it is back', async () => {
      await pbx.main?.end();
      await startPbx('main');
      await server?.waitFor(/"pbx":"main","state":"lost"[\s\S]*"pbx":"main","state":"up"/);
      shows('7001', 'NOT_INUSE');
      expect(server?.output()).not.toContain('planted-');
    });

    const AMISS: readonly (readonly [what: string, tls: string, port: number, said: RegExp])[] = [
      [
        'the certificate of another',
        `{ fingerprint: "${'00'.repeat(32)}" }`,
        PORT_OF_TLS,
        /another than "fingerprint" names/,
      ],
      [
        'an authority that nobody knows',
        'true',
        PORT_OF_TLS,
        /its certificate is not trusted here/,
      ],
      ['a port without TLS', 'true', 5038, /it does not speak TLS there/],
      ['a port of its pages', 'true', PORT_OF_PAGES, /what answers there speaks HTTP/],
    ];
    it.each(AMISS)('and it says of %s what to do', async (_, tls, port, said) => {
      writeFileSync(join(folder, 'offhook.yaml'), inventory(tls, port));
      const words = ['doctor', '--state-dir', 'other', '--dhcp', 'off', '--address', MAIN];
      const doctor = offhookInside(...words);
      await doctor.ended;
      expect(doctor.output()).toMatch(said);
      expect(doctor.output()).not.toContain('planted-');
    });
  },
);
