// `offhook init DIR`: a small working site to start from. Never overwrites anything.

import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSnapshot } from '../../artifacts/read-snapshot.js';
import { type NewFile, writeNew } from '../../artifacts/write-new.js';
import { isThere, refuseUnseen } from '../../core/file-error.js';
import { shellWord } from '../../core/shell-word.js';
import type { Finding } from '../../findings/finding.js';
import { INVENTORY_NAMES } from '../discover.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { openPacks } from '../open-snapshot.js';
import { programIn } from '../program-in.js';
import { ADMIN_SECRET, planStarter, type Starter, type StarterWish } from '../starter.js';
import { starterText } from '../starter-text.js';
import { formatSchema } from './schema.js';

/** Throws UsageError if something is in the way, or if what was wished cannot be; the system's Error if we may not see that. */
export function init(dir: string, wish: StarterWish, io: Io): number {
  const root = resolve(io.cwd, dir);
  refuseUnseen(root);
  const packs = openPacks({}, io);
  const starter = planStarter(wish, packs.models);
  const inventory = starterText(starter);
  const doubts = judge(inventory, root);
  const files = starterFiles(starter, inventory, formatSchema(packs));
  const taken = files.filter(({ path }) => isThere(join(root, path)));
  const inTheWay = taken.find(({ path }) => path !== GIT_IGNORE);
  if (inTheWay) {
    const isFolder = statSync(join(root, inTheWay.path)).isDirectory();
    const what = isFolder ? 'is a folder: move it away' : 'is there already';
    throw new UsageError(`${join(dir, inTheWay.path)} ${what}; nothing was written`);
  }
  const fresh = files.filter((file) => !taken.includes(file));
  writeNew(root, fresh);
  for (const { path } of fresh) io.err(`wrote ${join(dir, path)}\n`);
  for (const { path, text } of taken) {
    io.err(`left ${join(dir, path)} as it is; let it name: ${text.trim().split('\n').join(' ')}\n`);
  }
  if (doubts !== '') io.err(`\n${doubts}`);
  io.err(NEXT_STEPS(programIn(io), join(dir, INVENTORY_NAMES[0])));
  return EXIT.ok;
}

/** A repository's own stays. */
const GIT_IGNORE = '.gitignore';

const NEXT_STEPS = (program: string, file: string) => `
Next:
  1. put your phones' MACs and your PBX into ${file}
  2. give your PBX the passwords in secrets/, or put the PBX's there
  3. ${program} validate --config ${shellWord(file)}
  4. ${program} generate --config ${shellWord(file)} -o tftpboot
     or, to serve them: ${program} serve --config ${shellWord(file)}
`;

/** What was wished is judged as any inventory is, by the same words. Returns what there is to doubt. */
function judge(text: string, root: string): string {
  const source = { cwd: root, file: INVENTORY_NAMES[0], text };
  const findings = readSnapshot(source).diagnostics;
  const said = (wanted: Finding['severity']) => {
    const chosen = findings.filter(({ severity }) => severity === wanted);
    return [...new Set(chosen.map(({ message, hint }) => `${message}\n  hint: ${hint}\n`))].join(
      '',
    );
  };
  const errors = said('error');
  if (errors !== '') throw new UsageError(`${errors}nothing was written`);
  return said('warning');
}

function starterFiles({ lines }: Starter, inventory: string, schema: string): readonly NewFile[] {
  const secrets = [ADMIN_SECRET, ...lines.map(({ secret }) => secret)];
  return [
    { path: INVENTORY_NAMES[0], text: inventory },
    { path: '.offhook/schema.json', text: schema },
    ...secrets.map((path) => ({ path, text: password(), secret: true }) as const),
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
