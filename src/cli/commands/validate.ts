// `offhook validate`: every finding about the inventory and every file that it would render.

import { checkSiteFiles, createSiteCrew } from '../check-site.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { openOrReport, type SiteOptions } from '../open-snapshot.js';
import { type FailOn, type ReportOptions, writeReport } from '../write-report.js';

export interface ValidateOptions extends SiteOptions, ReportOptions {
  readonly failOn: FailOn;
}

export async function validate(options: ValidateOptions, io: Io): Promise<number> {
  const opened = await openOrReport(options, io.out, io);
  if (typeof opened === 'number') return opened;
  const { snapshot } = opened;
  const crew = createSiteCrew({}, io);
  try {
    const checked = await checkSiteFiles(snapshot, { maxBytes: 0 }, crew);
    const diagnostics = [...snapshot.diagnostics, ...checked.diagnostics];
    const fails = writeReport(diagnostics, snapshot, options, io.out, io);
    return fails ? EXIT.findings : EXIT.ok;
  } finally {
    crew.close();
  }
}
