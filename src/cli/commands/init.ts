// `offhook init DIR`: a small working site to start from. Never overwrites anything.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { openPacks } from '../open-snapshot.js';
import { formatSchema } from './schema.js';

interface StarterFile {
  readonly path: string;
  readonly text: string;
  readonly secret?: true;
}

export function init(dir: string, io: Io): number {
  const root = resolve(io.cwd, dir);
  const files = starterFiles(formatSchema([...openPacks({}, io).models.values()]));
  const taken = files.filter(({ path }) => existsSync(join(root, path)));
  const inTheWay = taken.find(({ path }) => path !== GIT_IGNORE);
  if (inTheWay) {
    throw new UsageError(`${join(dir, inTheWay.path)} is there already; nothing was written`);
  }
  for (const file of files) {
    const { path, text, secret } = file;
    const target = join(root, path);
    if (taken.includes(file)) {
      io.err(
        `left ${join(dir, path)} as it is; let it name: ${text.trim().split('\n').join(' ')}\n`,
      );
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { flag: 'wx', mode: secret ? 0o600 : 0o644 });
    io.err(`wrote ${join(dir, path)}\n`);
  }
  io.err(NEXT_STEPS(join(dir, 'offhook.yaml')));
  return EXIT.ok;
}

/** A repository's own stays. */
const GIT_IGNORE = '.gitignore';

const NEXT_STEPS = (file: string) => `
Next:
  1. put your phones' MACs and your PBX into ${file}
  2. give your PBX the passwords in secrets/, or put the PBX's there
  3. offhook validate --config ${file}
  4. offhook generate --config ${file} -o tftpboot
     or, to serve them: offhook serve --config ${file}
`;

function starterFiles(schema: string): readonly StarterFile[] {
  return [
    { path: 'offhook.yaml', text: INVENTORY },
    { path: '.offhook/schema.json', text: schema },
    { path: 'secrets/admin', text: password(), secret: true },
    { path: 'secrets/7001', text: password(), secret: true },
    { path: 'secrets/7002', text: password(), secret: true },
    { path: GIT_IGNORE, text: 'secrets/\n.offhook/state/\n' },
  ];
}

/** Twelve letters and digits: the longest that all phones we know take without doubt. */
function password(): string {
  return `${randomBytes(32)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 12)}\n`;
}

const INVENTORY = `# yaml-language-server: $schema=./.offhook/schema.json
offhook: 1
site:
  name: lab
  timeZone: Europe/Moscow
  locale: ru-RU
  ntp: [10.20.1.1]
  servers: [10.20.1.1]            # where phones reach this machine

# network:                        # uncomment to serve DHCP as well
#   interface: eth1
#   subnet: 10.20.1.0/24
#   router: 10.20.1.1

pbx:
  main: { host: pbx.lab.example, transport: udp }

defaults:
  pbx: main
  codecs: [g711alaw]
  adminPassword: { file: secrets/admin }   # of the phones' own menus and web pages

lines:                            # SIP accounts, by number
  "7001": { name: Reception, password: { file: secrets/7001 } }
  "7002": { name: Workshop, password: { file: secrets/7002 } }

phones:
  - mac: "00:1b:d4:00:00:01"      # on the label at the back of the phone
    model: cisco-7931g
    keys:
      1: { line: "7001" }
      2: { speedDial: "7002", label: Workshop }
    settings: { rollover: none }  # one line carries one call; with another on key 2, leave this out
  - mac: "00:a8:59:00:00:02"
    model: fanvil-x4
    keys:
      1: { line: "7002" }
`;
