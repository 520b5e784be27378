// `offhook validate`: every finding about the inventory and every file that it would render.

import { checkSiteFiles, createEarlyCheck, createSiteCrew } from '../check-site.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { openOrReport, type SiteOptions } from '../open-snapshot.js';
import { type FailOn, type ReportOptions, writeReport } from '../write-report.js';

export interface ValidateOptions extends SiteOptions, ReportOptions {
  readonly failOn: FailOn;
}

/** No byte of a file is kept. */
const ONLY_FINDINGS = { maxKept: 0 };

export async function validate(options: ValidateOptions, io: Io): Promise<number> {
  const crew = createSiteCrew({}, io);
  const early = createEarlyCheck(crew, () => ONLY_FINDINGS);
  try {
    const opened = await openOrReport(options, io.out, io, early.hearing);
    if (typeof opened === 'number') return opened;
    const { snapshot } = opened;
    const checked = await checkSiteFiles(snapshot, () => ONLY_FINDINGS, crew, early.begun());
    const diagnostics = [...snapshot.diagnostics, ...checked.diagnostics];
    const fails = writeReport(diagnostics, snapshot, options, io.out, io);
    return fails ? EXIT.findings : EXIT.ok;
  } finally {
    crew.close();
  }
}
