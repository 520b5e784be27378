// What a process has used of the processors, read from outside.

import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
/** The scheduler's own nanoseconds; some kernels do not keep them, and tell hundredths of a second only. */
const HAS_NANOSECONDS = existsSync('/proc/self/schedstat');

/** Seconds so far of the threads that live. */
export function cpuSecondsOf(pid) {
  if (!HAS_NANOSECONDS) return hundredthsOf(pid) / TICKS_PER_SECOND;
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => sum + nanosecondsOf(pid, thread), 0) / 1e9;
}

/** 0: the thread has ended meanwhile. */
function nanosecondsOf(pid, thread) {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]);
  } catch (error) {
    if (error.code === 'ESRCH' || error.code === 'ENOENT') return 0;
    throw error;
  }
}

/** User and system time: fields 14 and 15 of proc(5), behind the command's bracket. */
function hundredthsOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
