// What to type once a server runs: a command that works as things are.

import { shellWord } from '../core/shell-word.js';
import type { Access } from '../site/site.js';

export interface Served {
  readonly access: Access;
  /** A phone of the inventory. */
  readonly phone: string;
  /** Option that names the inventory. */
  readonly config: string;
  /** Where this machine asks. */
  readonly host: string;
  readonly port: number;
  /** As `programIn` tells. */
  readonly program: string;
}

/** Lines; a command is indented. */
export function nextStep({
  access,
  phone,
  config,
  host,
  port,
  program,
}: Served): readonly string[] {
  if (access !== 'lease') {
    return [
      'Next, in another terminal, pretend to be a phone:',
      `  ${program} probe ${phone} --config ${shellWord(config)} --server ${host} --port ${port}`,
    ];
  }
  return [
    'Next, plug a phone in, or see in another terminal what one gets:',
    `  ${program} explain ${phone} --config ${shellWord(config)}`,
    'A phone\'s files go to its own address only (site.access: lease), so `probe` from here would hear "access denied".',
  ];
}
