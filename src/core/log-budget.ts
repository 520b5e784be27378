// How many log lines of one kind are written, in all and for one host: the first ones are, the others counted. Knows
// neither clock nor logger. A flood from one host takes no line from another, and one of strangers none from phones.

import { createRateLimit } from './rate-limit.js';

export interface LogBudgetOptions {
  /** Of one kind and one host at once, and how many a second it gets back. */
  readonly host: Allowance;
  /** Of one kind in all. */
  readonly kind: Allowance;
}

export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** Lines of one kind that were counted and not written. */
export interface Surplus {
  readonly kind: string;
  readonly count: number;
  /** Different ones, counted up to `MAX_HOSTS`. */
  readonly hosts: number;
  readonly seconds: number;
}

export interface LogBudget {
  /** Whether a line may be written; if not, it is counted. `host` is whatever tells one from another. */
  admit(kind: string, host: string | undefined, nowMs: number): boolean;
  /** What was counted since the last time. */
  takeSurplus(nowMs: number): readonly Surplus[];
}

/**
 * A host's burst is that of a thousand phones behind one address, a kind's that of a whole site of ten thousand. What
 * comes back is about 13 kB a second for each kind, the worst that many hosts can do for long.
 */
export const DEFAULT_LOG_BUDGET: LogBudgetOptions = {
  host: { burst: 1_024, perSecond: 2 },
  kind: { burst: 20_000, perSecond: 50 },
};

export const MAX_HOSTS = 1_000;
const MAX_KINDS = 500;
const REMEMBERED_HOSTS = 10_000;
/** For kinds beyond MAX_KINDS. */
const OTHER_KINDS = 'other kinds';

interface Counted {
  count: number;
  readonly hosts: Set<string>;
  readonly sinceMs: number;
}

export function createLogBudget(options: LogBudgetOptions = DEFAULT_LOG_BUDGET): LogBudget {
  const ofHost = createRateLimit({ ...options.host, maxKeys: REMEMBERED_HOSTS });
  const ofKind = createRateLimit({ ...options.kind, maxKeys: MAX_KINDS });
  let counted = new Map<string, Counted>();
  return {
    admit(kind, host, nowMs) {
      // In a flood of many hosts nothing is looked up but the kind.
      if (ofKind.take(kind, nowMs)) {
        if (host === undefined || ofHost.take(`${kind}\n${host}`, nowMs)) return true;
        ofKind.giveBack(kind, 1);
      }
      countOne(counted, kind, host, nowMs);
      return false;
    },
    takeSurplus(nowMs) {
      const all = [...counted].map(([kind, { count, hosts, sinceMs }]) => ({
        kind,
        count,
        hosts: hosts.size,
        seconds: Math.max(1, Math.round((nowMs - sinceMs) / 1_000)),
      }));
      counted = new Map();
      return all;
    },
  };
}

function countOne(
  counted: Map<string, Counted>,
  wanted: string,
  host: string | undefined,
  nowMs: number,
): void {
  const kind = counted.has(wanted) || counted.size < MAX_KINDS ? wanted : OTHER_KINDS;
  const known = counted.get(kind) ?? { count: 0, hosts: new Set<string>(), sinceMs: nowMs };
  counted.set(kind, known);
  known.count += 1;
  if (host !== undefined && known.hosts.size < MAX_HOSTS) known.hosts.add(host);
}
