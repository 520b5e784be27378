// For each rule about files that somebody brings, whoever's phone they are for: what it lets pass, and what it finds.

import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { lintFolder } from '../../../src/artifacts/lint/lint-folder.js';
import { createLintRun } from '../../../src/artifacts/lint/lint-run.js';
import { lintBroughtFile, type Reading } from '../../../src/phones/lint/lint-file.js';
import type { Example, Judged } from '../../findings/example.js';
import { loadsFile } from '../../phones/cisco/loads-file.js';
import { noise } from '../../phones/noise.js';
import { PACKS } from '../../phones/shipped-models.js';

export const READING: Reading = {
  drivers: [...PACKS.drivers.values()],
  models: [...PACKS.models.values()],
  codes: KNOWN_CODES,
  makerOf: PACKS.makerOf,
};

const PLAN = 'dialplan.xml';
const SEP = 'SEP001BD4000001.cnf.xml';
const naming = (element: string, name: string) =>
  `<device><deviceProtocol>SIP</deviceProtocol><sipProfile><${element}>${name}</${element}></sipProfile></device>`;
const OWN = '00a859db0462.cfg';
const dial = (content: string) => `<DIALTEMPLATE>${content}</DIALTEMPLATE>`;
const latin = (xml: string) => `<?xml version="1.0" encoding="ISO-8859-1"?>${xml}`;
const GOOD = dial('<TEMPLATE MATCH="."/>');

const file =
  (name: string, content: string | Uint8Array, size?: number): Judged =>
  () => {
    const given = { name, bytes: Buffer.from(content), ...(size !== undefined && { size }) };
    return lintBroughtFile(given, READING).findings.map(({ rule }) => rule);
  };
const plan = (bad: string | Uint8Array): Example => ({
  accepts: file(PLAN, GOOD),
  rejects: file(PLAN, bad),
});

/** A folder of these files; a text that begins with -> is a link. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-lint-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const target = /^-> (.*)$/.exec(String(content))?.[1];
    if (target === undefined) writeFileSync(path, content);
    else symlinkSync(target, path);
  }
  return folder;
}

const folder =
  (files: Readonly<Record<string, string | Uint8Array>>, most?: number, mode?: number): Judged =>
  () => {
    const run = createLintRun(READING);
    const path = folderOf(files);
    if (mode !== undefined)
      for (const name of Object.keys(files)) chmodSync(join(path, name), mode);
    lintFolder(path, 'tftp', run, most);
    return run.results().findings.map(({ code }) => code);
  };

const txt = (line: string) =>
  `${'<<VOIP CONFIG FILE>>Version:2.0002'.padEnd(62)}\r\n<SIP CONFIG MODULE>\r\n${line}\r\n`;
const allowing = (comment: string) => dial(`<TEMPLATE MATCH="." X="1"/><!-- ${comment} -->`);
const RULE = 'cisco/unknown-dial-attribute';

export const FILE_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'file/unknown': [{ accepts: file(PLAN, GOOD), rejects: file('notes.txt', 'buy milk') }],
  'file/not-judged': [{ accepts: file(PLAN, GOOD), rejects: file('x', '<tones/>') }],
  'file/encrypted': [
    { accepts: file(OWN, txt('CSTA Enable        :0')), rejects: file(OWN, noise(400)) },
  ],
  'file/masked': [
    {
      accepts: file(OWN, txt('SIP1 Proxy Pswd    :x')),
      rejects: file(OWN, txt('###SIP1 Proxy Pswd    :')),
    },
  ],
  'file/foreign-mac': [
    {
      accepts: file(SEP, naming('dialTemplate', '')),
      rejects: file('SEP0C383E000001.cnf.xml', naming('dialTemplate', '')),
    },
  ],
  'file/empty': [plan(''), plan(' \r\n')],
  'file/too-large': [{ accepts: file(PLAN, GOOD, GOOD.length), rejects: file(PLAN, GOOD, 5e7) }],
  'file/encoding': [plan(Buffer.from(dial('<!-- \u00fc -->'), 'latin1'))],
  'file/name-of-other-maker': [
    {
      accepts: file(OWN, txt('CSTA Enable        :0')),
      rejects: file('SEP001BD4000001.cnf.xml', txt('CSTA Enable        :0')),
    },
    { accepts: file('SEP001BD4000001.cnf.xml', '<device/>'), rejects: file(OWN, '<device/>') },
  ],
  'file/doubtful-encoding': [
    {
      accepts: file(PLAN, Buffer.from(latin(dial('<!-- \u00fc -->')), 'latin1')),
      rejects: file(PLAN, latin(dial('<!-- \u00fc -->'))),
    },
  ],
  'file/wide-characters': [plan(Buffer.from(`\ufeff${GOOD}`, 'utf16le'))],
  'file/byte-order-mark': [plan(`\ufeff${GOOD}`)],
  'file/two-byte-order-marks': [plan(`\ufeff\ufeff${GOOD}`)],
  'file/web-page': [plan('<html><body/></html>'), plan('<!DOCTYPE html>\n<HTML><br></HTML>')],
  'file/program-text': [
    {
      accepts: file(PLAN, dial('<!-- <?php print() ?> -->')),
      rejects: file(PLAN, dial('<?php print() ?>')),
    },
  ],
  'file/no-such-rule': [
    {
      accepts: file(PLAN, allowing(`offhook-allow ${RULE}: it does no harm`)),
      rejects: file(PLAN, allowing('offhook-allow cisco/nothing: it does no harm')),
    },
  ],
  'file/allows-nothing': [
    {
      accepts: file(PLAN, allowing(`offhook-allow ${RULE}: it does no harm`)),
      rejects: file(PLAN, allowing('offhook-allow cisco/root: it does no harm')),
    },
  ],
  'file/more-findings': [plan(dial('<TEMPLATE/>'.repeat(501)))],
  'file/unreadable': [
    { accepts: folder({ [PLAN]: GOOD }), rejects: folder({ [PLAN]: '-> nowhere.xml' }) },
  ],
  'folder/limited': [
    {
      accepts: folder({ [PLAN]: GOOD, 'a/b': '' }, 2),
      rejects: folder({ [PLAN]: GOOD, 'a/b': '' }, 1),
    },
  ],
  'folder/missing-part': [
    {
      accepts: folder({
        'a.loads': loadsFile('a.loads', 'b.sbn'),
        'b.sbn': loadsFile('b.sbn', ''),
      }),
      rejects: folder({ 'a.loads': loadsFile('a.loads', 'b.sbn') }),
    },
  ],
  'folder/missing-file': [
    {
      accepts: folder({ [SEP]: naming('dialTemplate', PLAN), [PLAN]: GOOD }),
      rejects: folder({ [SEP]: naming('dialTemplate', PLAN) }),
    },
  ],
  'folder/missing-option': [
    {
      accepts: folder({ [SEP]: naming('softKeyFile', 'k.xml'), 'k.xml': '<softKeyCfg/>' }),
      rejects: folder({ [SEP]: naming('softKeyFile', 'k.xml') }),
    },
  ],
  'folder/other-case': [
    {
      accepts: folder({ [SEP]: naming('dialTemplate', PLAN), [PLAN]: GOOD }),
      rejects: folder({ [SEP]: naming('dialTemplate', PLAN), 'DIALPLAN.xml': GOOD }),
    },
  ],
  'folder/asked-by-none': [
    {
      accepts: folder({ [SEP]: naming('dialTemplate', PLAN), [PLAN]: GOOD }),
      rejects: folder({ [PLAN]: GOOD }),
    },
  ],
  'folder/two-of-one-phone': [
    {
      accepts: folder({ [OWN]: txt('') }),
      rejects: folder({ [OWN]: txt(''), [OWN.toUpperCase()]: txt('') }),
    },
  ],
  'folder/private-file': [
    { accepts: folder({ [PLAN]: GOOD }), rejects: folder({ [PLAN]: GOOD }, undefined, 0o600) },
  ],
  'xml/undeclared-prefix': [plan(dial('<a:b/>'))],
};
