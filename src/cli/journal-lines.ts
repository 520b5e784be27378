// Log lines for the journal of systemd: each begins with its priority, which the journal takes off and keeps (sd-daemon(3)).
// A line of JSON has its level in it, and its readers expect JSON from the first character on.

/** Of syslog. */
const PRIORITIES: Readonly<Record<string, number>> = { error: 3, warn: 4, info: 6, debug: 7 };
/** As pino writes it, first. */
const LEVEL = /^\{"level":"(\w+)"/;

/** `format`: of a line of JSON, to one or more. */
export function withPriority(format: (json: string) => string): (json: string) => string {
  return (json) => {
    const [, level = ''] = LEVEL.exec(json) ?? [];
    const priority = PRIORITIES[level];
    const lines = format(json);
    return priority === undefined ? lines : lines.replace(/^(?=.)/gm, `<${priority}>`);
  };
}
