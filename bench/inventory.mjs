// Made-up sites of any size: half Cisco, half Fanvil, each phone with an account and three more keys.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PHONES_PER_FILE = 500;
const VENDORS = [
  { model: 'cisco-7931g', oui: '00:1b:d4' },
  { model: 'fanvil-x4', oui: '00:a8:59' },
];

/** What all phones share; passwords come from one variable, so that reading them costs nothing. */
export const ENVIRONMENT = { SIP_PASSWORD: 'tulip-rose' };

const SITE = `offhook: 1
site: { name: bench, timeZone: Europe/Moscow, locale: ru-RU, ntp: [10.0.0.1], servers: [10.0.0.1] }
pbx:
  main: { host: pbx.bench.example, port: 5060, transport: udp }
defaults: { pbx: main, codecs: [g711alaw, g711ulaw] }
`;

/** Writes offhook.yaml and phones/*.yaml. */
export function writeYamlSite(dir, count) {
  mkdirSync(join(dir, 'phones'), { recursive: true });
  writeFileSync(join(dir, 'offhook.yaml'), `${SITE}include: [phones/*.yaml]\n`);
  for (let first = 0; first < count; first += PHONES_PER_FILE) {
    const phones = phonesOf(first, Math.min(count, first + PHONES_PER_FILE));
    const name = `${String(first).padStart(6, '0')}.yaml`;
    writeFileSync(join(dir, 'phones', name), formatYaml(phones));
  }
}

/** Writes offhook.yaml and phones.csv. */
export function writeCsvSite(dir, count) {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'offhook.yaml'), `${SITE}include: [phones.csv]\n`);
  writeFileSync(join(dir, 'phones.csv'), formatCsv(phonesOf(0, count)));
}

/** The same with a network of its own, in which each phone has its address. */
export function writeAddressedSite(dir, count) {
  mkdirSync(dir, { recursive: true });
  const networks = 'networks:\n  - subnet: 10.0.0.0/15\n    pool: 10.1.255.1-10.1.255.250\n';
  writeFileSync(join(dir, 'offhook.yaml'), `${SITE}include: [phones.csv]\n${networks}`);
  const addressOf = (index) =>
    `10.${(index + 256) >> 16}.${((index + 256) >> 8) & 255}.${index & 255}`;
  const [header, ...rows] = formatCsv(phonesOf(0, count)).trimEnd().split('\n');
  const lines = rows.map((row, index) => `${row},${addressOf(index)}\n`);
  writeFileSync(join(dir, 'phones.csv'), `${header},address\n${lines.join('')}`);
}

function phonesOf(first, end) {
  return Array.from({ length: end - first }, (_, index) => phone(first + index));
}

function phone(index) {
  const { model, oui } = VENDORS[index % VENDORS.length];
  const tail = index.toString(16).padStart(6, '0').match(/../g).join(':');
  return {
    mac: `${oui}:${tail}`,
    model,
    number: String(100_000 + index),
    name: `Employee ${index}`,
    speedDial: String(100_000 + (index ^ 1)),
    blf: String(100_000 + (index ^ 2)),
  };
}

function formatYaml(phones) {
  const lines = phones.map(
    ({ number, name }) => `  "${number}": { name: ${name}, password: { env: SIP_PASSWORD } }\n`,
  );
  const entries = phones.map(
    ({ mac, model, number, speedDial, blf }) => `  - mac: "${mac}"
    model: ${model}
    label: "${number}"
    keys:
      1: { line: "${number}" }
      2: { speedDial: "${speedDial}", label: Neighbour }
      3: { blf: "${blf}", label: Colleague }
      4: { speedDial: "112", label: Emergency }
`,
  );
  return `lines:\n${lines.join('')}phones:\n${entries.join('')}`;
}

function formatCsv(phones) {
  const header =
    'mac,model,label,line,line.name,line.password,keys.2.speedDial,keys.2.label,' +
    'keys.3.blf,keys.3.label,keys.4.speedDial,keys.4.label\n';
  const rows = phones.map(
    ({ mac, model, number, name, speedDial, blf }) =>
      `${mac},${model},${number},${number},${name},env:SIP_PASSWORD,` +
      `${speedDial},Neighbour,${blf},Colleague,112,Emergency\n`,
  );
  return header + rows.join('');
}
