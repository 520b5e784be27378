// A log within its budget: what is too much of one kind is counted, and the counts are told once in a while.

import type { Clock } from '../core/clock.js';
import type { Log, LogFields } from '../core/log.js';
import { createLogBudget, type LogBudget, MAX_HOSTS, type Surplus } from '../core/log-budget.js';

export interface LimitedLog extends Log {
  /** What was counted is told now, as at the end. */
  tellSurplus(): void;
}

export interface LimitedLogOptions {
  readonly isWritten: (level: keyof Log) => boolean;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly budget?: LogBudget;
}

const TELL_AFTER_MS = 10_000;
/** What a kind is made of: words from closed sets, never text from the wire. */
const KIND_FIELDS = ['event', 'outcome', 'type', 'reply', 'why', 'fault', 'code'] as const;

export function createLimitedLog(log: Log, options: LimitedLogOptions): LimitedLog {
  const { isWritten, clock, budget = createLogBudget() } = options;
  let timer: NodeJS.Timeout | undefined;
  const tellSurplus = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const surplus of budget.takeSurplus(clock.monotonicMs())) tell(log, surplus);
  };
  const at =
    (level: keyof Log) =>
    (fields: LogFields, message: string): void => {
      if (!isWritten(level)) return;
      if (budget.admit(kindOf(fields, message), hostOf(fields), clock.monotonicMs())) {
        log[level](fields, message);
        return;
      }
      timer ??= setTimeout(tellSurplus, TELL_AFTER_MS).unref();
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    tellSurplus,
  };
}

/** Lines without an event have a message of their own, which is their kind. Phones of the inventory are not strangers. */
function kindOf(fields: LogFields, message: string): string {
  if (fields.event === undefined) return message;
  let kind = '';
  for (const name of KIND_FIELDS) {
    const word = fields[name];
    if (word !== undefined) kind += kind === '' ? word : ` ${word}`;
  }
  return fields.model === undefined ? kind : `${kind}, phones`;
}

/** DHCP knows clients by MAC, for they share the address that they do not have yet. */
function hostOf({ event, mac, address }: LogFields): string | undefined {
  const host = event === 'dhcp' ? mac : address;
  return typeof host === 'string' ? host : undefined;
}

function tell(log: Log, { kind, count, hosts, seconds }: Surplus): void {
  const number = count.toLocaleString('en-US');
  const from =
    hosts === 0
      ? ''
      : ` from ${hosts === MAX_HOSTS ? 'at least ' : ''}${hosts} address${hosts === 1 ? '' : 'es'}`;
  log.warn(
    { event: 'surplus', kind, count, hosts, seconds },
    `and ${number} more like this in ${seconds} s${from}: ${kind}`,
  );
}
