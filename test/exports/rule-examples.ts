// For each code of an export: an inventory of which it says nothing, and one of which it does. By its id.

import { join } from 'node:path';
import { makeAsterisk } from '../../src/exports/asterisk/make-asterisk.js';
import type { ExportChoices } from '../../src/exports/export.js';
import { createFolder } from '../cli/cli-under-test.js';
import type { Example, Judged } from '../findings/example.js';
import { buildCase } from '../phones/shipped-models.js';

interface Said {
  /** Of the one line, which is called 7001 and has a password unless said. */
  readonly number?: string;
  readonly line?: string;
  /** Of the phone, beside its first key. */
  readonly keys?: string;
  readonly phones?: string;
}

const PASSWORD = 'password: word';

function inventoryOf({ number = '7001', line = PASSWORD, keys = '', phones = '' }: Said) {
  const key = `1: { line: ${JSON.stringify(number)} }`;
  return `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.1 } }
defaults: { pbx: main }
lines: { ${JSON.stringify(number)}: { ${line} } }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { ${key}${keys} } }
${phones}`;
}

const asterisk =
  (said: Said, choices: ExportChoices = {}): Judged =>
  () => {
    const folder = createFolder({ 'offhook.yaml': inventoryOf(said) });
    const { site, packs } = buildCase(join(folder, 'offhook.yaml'));
    const made = makeAsterisk({ site, models: packs.models }, choices);
    if ('refused' in made) throw new Error(made.refused);
    // What is found of a file that can be written does not keep it from being made, and the other way round.
    const isWritten = made.files.length > 0;
    const codes = made.findings.map(({ code }) => code);
    const isFirm = codes.includes('asterisk/number');
    if (isWritten === isFirm) throw new Error(`files: ${made.files.length}, found: ${codes}`);
    return codes;
  };

const SIP = { chan: 'sip' };
const GOOD = asterisk({ keys: ', 2: { blf: "701", label: Parked }' });
const GOOD_SIP = asterisk({}, SIP);
const ANOTHER = `  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, keys: { 1: { line: "7001" } } }\n`;

export const EXPORT_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'asterisk/number': [
    { accepts: GOOD, rejects: asterisk({ number: 'a&b' }) },
    { accepts: asterisk({ number: 'anna' }), rejects: asterisk({ number: '_7XX' }) },
    { accepts: asterisk({ number: 'hall' }), rejects: asterisk({ number: 'h' }) },
  ],
  'asterisk/no-password': [{ accepts: GOOD, rejects: asterisk({ line: 'name: Anna' }) }],
  'asterisk/auth-name': [
    { accepts: GOOD_SIP, rejects: asterisk({ line: `${PASSWORD}, authName: anna` }, SIP) },
    {
      accepts: asterisk({ line: `${PASSWORD}, authName: anna` }),
      rejects: asterisk({ line: `${PASSWORD}, authName: anna` }, SIP),
    },
  ],
  'asterisk/shared-line': [
    {
      accepts: GOOD_SIP,
      rejects: asterisk({ line: `${PASSWORD}, shared: true`, phones: ANOTHER }, SIP),
    },
    {
      accepts: asterisk({ line: `${PASSWORD}, shared: true`, phones: ANOTHER }),
      rejects: asterisk({ line: `${PASSWORD}, shared: true`, phones: ANOTHER }, SIP),
    },
  ],
  'asterisk/watched-number': [
    { accepts: GOOD, rejects: asterisk({ keys: ', 2: { blf: "701,,1", label: Parked }' }) },
  ],
};
