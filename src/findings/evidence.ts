// What speaks for a finding, and how loud that makes it: the one place where a severity comes from.

export type Severity = 'error' | 'warning' | 'info';

interface EvidenceRow {
  readonly severity: Severity;
  /** For docs/diagnostics.md. */
  readonly meaning: string;
}

export const EVIDENCE = {
  rejected: {
    severity: 'error',
    meaning:
      'phones, or people who have them, show that the file or the value is refused or cannot work; or offhook itself can make nothing of it',
  },
  ignored: { severity: 'warning', meaning: 'it does nothing: whoever reads it passes over it' },
  risky: {
    severity: 'warning',
    meaning: 'it is known to make trouble, or nobody has shown that it works',
  },
  style: {
    severity: 'info',
    meaning: 'it works; it is worth knowing, or better written otherwise',
  },
} as const satisfies Readonly<Record<string, EvidenceRow>>;

export type Evidence = keyof typeof EVIDENCE;

/** What is known of a code of findings, whatever reports it. */
export interface CodeRow {
  readonly evidence: Evidence;
  /** The cause, as a heading. */
  readonly title: string;
  /** What to do, unless the finding knows better. */
  readonly hint: string;
  /** Nobody can allow it: offhook itself can make nothing of it. */
  readonly firm?: true;
  /** Who says so, in words that people know: a standard, a guide, a firmware, owners; absent: offhook itself wants it so. */
  readonly source?: string;
  /** Of a rule about files: the one that tells the same of an inventory. What is made of it is not told again of its file. */
  readonly sameAs?: FindingId;
}

/** `cisco/line-gap`: who brings it, and what it is. */
export type FindingId = `${string}/${string}`;

export type CodeTable = Readonly<Record<FindingId, CodeRow>>;

type Make = (title: string, hint: string, source?: string) => CodeRow;

const row =
  (evidence: Evidence): Make =>
  (title, hint, source) => ({ evidence, title, hint, ...(source !== undefined && { source }) });

export const rejected = row('rejected');
export const ignored = row('ignored');
export const risky = row('risky');
export const style = row('style');
export const impossible: Make = (...said) => ({ ...rejected(...said), firm: true });

export function severityOf({ evidence }: CodeRow): Severity {
  return EVIDENCE[evidence].severity;
}
