// The inventory of a new site as a text. What begins with "# " and a name there holds once the "# " is removed.

import { ADMIN_SECRET, type Starter, type StarterLine, type StarterPhone } from './starter.js';

/** Of models of which a line carries one call: what a phone with one line is asked to say about it. */
const ONE_CALL: ReadonlyMap<string, string> = new Map([
  [
    'cisco-7931g',
    'settings: { rollover: none }  # one line carries one call; with another on key 2, leave this out',
  ],
]);

export function starterText({ lines, phones }: Starter): string {
  return [
    HEAD,
    'lines:                            # SIP accounts, by number',
    ...lines.map(lineText),
    '',
    'phones:',
    ...phones.map((phone, index) => phoneText(phone, index, lines)),
    '',
  ].join('\n');
}

function lineText({ number, name, secret }: StarterLine): string {
  const named = name === undefined ? '' : `name: ${name}, `;
  return `  ${quoted(number)}: { ${named}password: { file: ${secret} } }`;
}

function phoneText(
  { mac, model, lines }: StarterPhone,
  index: number,
  all: readonly StarterLine[],
): string {
  const rows = lines.map(({ number }, key) => `      ${key + 1}: { line: ${quoted(number)} }`);
  const other = index === 0 ? all.find((line) => !lines.includes(line)) : undefined;
  if (other && lines.length === 1) rows.push(`      2: ${speedDial(other)}`);
  const oneCall = lines.length === 1 ? ONE_CALL.get(model) : undefined;
  return [
    `  - mac: ${quoted(mac)}${index === 0 ? '      # on the label at the back of the phone' : ''}`,
    `    model: ${MODEL_ID.test(model) ? model : quoted(model)}`,
    ...(index === 0 ? [RESERVATION] : []),
    '    keys:',
    ...rows,
    ...(oneCall === undefined ? [] : [`    ${oneCall}`]),
  ].join('\n');
}

function speedDial({ number, name }: StarterLine): string {
  return `{ speedDial: ${quoted(number)}${name === undefined ? '' : `, label: ${name}`} }`;
}

/** What YAML reads as text, and as nothing else. */
const MODEL_ID = /^[a-z][a-z0-9]*-[a-z0-9-]*$/;

/** JSON's quotes are YAML's. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

const RESERVATION =
  '    # address: 10.20.1.20         # always this one, with the network above: a reservation';

const HEAD = `# yaml-language-server: $schema=./.offhook/schema.json
# Remove the "# " in front of a name to have what stands there.
offhook: 1
site:
  name: lab
  timeZone: Europe/Moscow
  locale: ru-RU
  ntp: [10.20.1.1]
  servers: [10.20.1.1]            # where phones reach this machine

# network:                        # to give addresses by DHCP as well
#   interface: eth1
#   subnet: 10.20.1.0/24
#   router: 10.20.1.254
#   dns: [10.20.1.254]
#   pool: 10.20.1.100-10.20.1.199

# networks:                       # further networks, such as a branch behind a relay agent
#   - subnet: 10.30.1.0/24
#     relay: true
#     server: 10.20.1.1           # this machine, as the branch sees it
#     router: 10.30.1.254
#     dns: [10.30.1.254]
#     pool: 10.30.1.100-10.30.1.199

pbx:
  main: { host: pbx.lab.example, transport: udp }

defaults:
  pbx: main
  codecs: [g711alaw]
  adminPassword: { file: ${ADMIN_SECRET} }   # of the phones' own menus and web pages

#   models:
#     cisco: { dialPlan: office } # what holds for one vendor's phones, or for one model
# dialPlans:                      # when a phone sends what was dialled
#   office:
#     - { match: "70..", timeout: 0 }      # our own numbers at once
#     - { match: "9,*", timeout: 5 }       # an outside line, with a dial tone of its own
#     - { match: "*", timeout: 5 }
`;
