// `MSK-3`, `CET-1CEST,M3.5.0,M10.5.0/3`: a clock as POSIX TZ writes it, which routers and Linux ask for.

/** Minutes east of UTC, and when summer time starts and ends as the table of zones writes it. */
export interface PosixZone {
  readonly minutes: number;
  /** Empty: it has one, and does not say when. */
  readonly summer?: string;
}

const NAME = '(?:<[^>]+>|[A-Za-z]{3,5})';
const TIME = '[+-]?\\d{1,2}(?::[0-5]\\d)?';
const RULE = '(M\\d+\\.\\d\\.\\d(?:/[+-]?\\d+)?)';
const POSIX = new RegExp(`^${NAME}(${TIME})(${NAME}(?:${TIME})?)?(?:,${RULE},${RULE})?$`);

/** Undefined: it is none. Its hours are counted west of UTC. */
export function readPosixZone(text: string): PosixZone | undefined {
  const [, west, summerName, ...rules] = POSIX.exec(text) ?? [];
  if (west === undefined) return undefined;
  const [hours = '0', rest = '0'] = west.replace(/^[+-]/, '').split(':');
  const size = Number(hours) * 60 + Number(rest);
  const minutes = west.startsWith('-') || size === 0 ? size : -size;
  if (summerName === undefined) return { minutes };
  const written = rules.flatMap((rule) => rule ?? []);
  return { minutes, summer: written.map(withHour).join(',') };
}

/** Two o'clock is what it means to say no hour. */
function withHour(rule: string): string {
  return rule.includes('/') ? rule : `${rule}/2`;
}
