// What was looked at, what was seen, and whether that is well. Knows no machine and no output format.

/** Stable: programs read them. Several checks may have one subject. */
export const SUBJECTS = [
  'inventory',
  'firmware',
  'node',
  'clock',
  'announced',
  'tftp-sockets',
  'tftp-buffer',
  'tftp-answers',
  'tftp-port',
  'tftp-data',
  'http-port',
  'dhcp',
  'network',
  'dhcp-sockets',
  'dhcp-buffer',
  'dhcp-port',
  'dhcp-others',
  'pbx',
  'state-folder',
  'state-lock',
  'state-flush',
  'state-room',
] as const;
/** And what only a server that runs can say of itself. */
export type Subject = (typeof SUBJECTS)[number] | 'state-journal';

/** `problem`: serving fails, or phones will. `warning`: it works, but not as well as it could, or it may be meant. */
export type Check =
  | { readonly subject: Subject; readonly status: 'ok'; readonly seen: string }
  | {
      readonly subject: Subject;
      readonly status: 'warning' | 'problem';
      readonly seen: string;
      readonly todo: string;
    };

export function ok(subject: Subject, seen: string): Check {
  return { subject, status: 'ok', seen };
}

export function warning(subject: Subject, seen: string, todo: string): Check {
  return { subject, status: 'warning', seen, todo };
}

export function problem(subject: Subject, seen: string, todo: string): Check {
  return { subject, status: 'problem', seen, todo };
}
