// For each code of an export: an inventory of which it says nothing, and one of which it does. By its id.

import { join } from 'node:path';
import { judgeEndpoints } from '../../src/cli/ask-asterisk.js';
import { createSecret } from '../../src/core/secret.js';
import { makeAsterisk } from '../../src/exports/asterisk/make-asterisk.js';
import type { ExportChoices } from '../../src/exports/export.js';
import type { AmiField, AmiMessage } from '../../src/pbx/ami/message.js';
import type { AmiAsking } from '../../src/pbx/ami/session.js';
import { askEndpoints } from '../../src/pbx/endpoints/ask-endpoints.js';
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

/** What is told of an Asterisk that has these endpoints, with these passwords, of one line. */
const has =
  (passwords: Readonly<Record<string, string>>): Judged =>
  async () => {
    const names = Object.keys(passwords);
    const fields = (...all: readonly AmiField[]): AmiMessage => ({ fields: all });
    const lists: Readonly<Record<string, readonly AmiMessage[]>> = {
      PJSIPShowEndpoints: names.map((name) => fields(['ObjectName', name], ['Auths', name])),
      PJSIPShowAuths: names.map((name) =>
        fields(['ObjectName', name], ['Password', passwords[name] ?? '']),
      ),
      PJSIPShowEndpoint: [fields(['Context', 'offhook'])],
    };
    const asking: AmiAsking = {
      ask: async () => fields(['Response', 'Success']),
      list: async (action) => ({
        response: fields(['Response', 'Success']),
        events: lists[action] ?? [],
      }),
    };
    const place = { file: 'offhook.yaml', line: 1, col: 1 };
    const endpoints = [{ name: '7001', place, password: createSecret('word') }];
    const expected = { pbx: 'main', chan: 'pjsip' as const, context: 'offhook', endpoints };
    return judgeEndpoints(await askEndpoints(asking, expected), expected).map(({ code }) => code);
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
  'asterisk/endpoint-missing': [{ accepts: has({ '7001': 'word' }), rejects: has({}) }],
  'asterisk/other-password': [
    { accepts: has({ '7001': 'word' }), rejects: has({ '7001': 'other' }) },
  ],
  'asterisk/endpoint-left': [
    { accepts: has({ '7001': 'word' }), rejects: has({ '7001': 'word', '7099': 'x' }) },
  ],
};
