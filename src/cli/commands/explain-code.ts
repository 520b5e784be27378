// `offhook explain-code CODE`: what docs/diagnostics.md says of a code.

import { KNOWN_CODES } from '../../artifacts/known-codes.js';
import { jsonText } from '../../core/printable.js';
import { severityOf } from '../../findings/evidence.js';
import { didYouMean } from '../../findings/near.js';
import { formatCode } from '../../findings/page.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';

export interface ExplainCodeOptions {
  readonly format: 'text' | 'json';
}

/** Throws UsageError for a code that no finding has. */
export function explainCode(code: string, { format }: ExplainCodeOptions, io: Io): number {
  const row = KNOWN_CODES.get(code);
  if (!row) {
    const near = didYouMean(code, KNOWN_CODES.keys());
    throw new UsageError(
      `no finding has the code "${code}"${near}; docs/diagnostics.md lists them`,
    );
  }
  const { title, hint, evidence, firm = false, source } = row;
  const facts = {
    code,
    severity: severityOf(row),
    evidence,
    cause: title,
    hint,
    allowable: !firm,
    source,
  };
  io.out(format === 'json' ? jsonText({ version: 1, ...facts }) : `${code}\n\n${formatCode(row)}`);
  return EXIT.ok;
}
