// Names of processes that outlive them: a number is used again after a restart or a reboot, a name never is.

import { readFileSync, readlinkSync } from 'node:fs';
import { isProcessAlive } from '../../core/process-alive.js';

export interface ProcessNames {
  readonly self: string;
  /** `elsewhere`: in a PID namespace that cannot be looked into from here. */
  look(name: string): 'runs' | 'ended' | 'elsewhere';
}

/** `<pid> <boot> <start> <PID namespace>`. Where there is no /proc the number alone must do. */
export const processNames: ProcessNames = {
  self: [process.pid, ...describe(process.pid), ...namespaceOf('self')].join(' '),
  look(name) {
    const [pid, boot, start, namespace] = name.split(' ');
    const [thisBoot, itsStart] = describe(Number(pid));
    if (boot === undefined || thisBoot === undefined) {
      return isProcessAlive(Number(pid)) ? 'runs' : 'ended';
    }
    if (boot !== thisBoot) return 'ended';
    if (namespace !== undefined && namespace !== namespaceOf('self')[0]) return 'elsewhere';
    return itsStart !== undefined && itsStart === start ? 'runs' : 'ended';
  },
};

/** The boot, and the start of the process in ticks since then, as far as they can be seen. */
function describe(pid: number): readonly string[] {
  const boot = readProc('sys/kernel/random/boot_id');
  if (boot === undefined) return [];
  const stat = readProc(`${pid}/stat`);
  // Behind the command's closing bracket, field 22 of proc(5).
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return [boot.trim(), ...(start === undefined ? [] : [start])];
}

/** Its number, `4026531836`. */
function namespaceOf(process: string): readonly string[] {
  try {
    return readlinkSync(`/proc/${process}/ns/pid`).match(/\d+/) ?? [];
  } catch {
    return [];
  }
}

function readProc(name: string): string | undefined {
  try {
    return readFileSync(`/proc/${name}`, 'latin1');
  } catch {
    return undefined;
  }
}
