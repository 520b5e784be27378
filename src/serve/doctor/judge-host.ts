// Node's version and the clock: judged as numbers, whoever read them.

import { EARLIEST_MS } from '../../core/clock.js';
import { type Check, ok, problem } from './check.js';

/** `range` as package.json has it: `^20.19` and `>=22.12`, joined by `||`. */
export function judgeNode(version: string, range: string): Check {
  if (satisfies(version, range)) return ok('node', version);
  return problem('node', `${version} is not supported`, `install a Node of ${range}`);
}

const PART = /^(\^|>=)(\d+)\.(\d+)$/;

function satisfies(version: string, range: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return range.split('||').some((part) => {
    const [, operator, wantedMajor, wantedMinor] = PART.exec(part.trim()) ?? [];
    if (major === Number(wantedMajor)) return minor >= Number(wantedMinor);
    return operator === '>=' && major > Number(wantedMajor);
  });
}

export function judgeClock(nowMs: number): Check {
  const now = new Date(nowMs).toISOString();
  if (nowMs >= EARLIEST_MS) return ok('clock', now);
  return problem(
    'clock',
    `${now} is in the past: log lines tell the wrong time, and certificates are not valid yet`,
    'set it, "sudo timedatectl set-ntp true" where systemd keeps it; leases given before are moved then',
  );
}
