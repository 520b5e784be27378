// `offhook report MAC`: all that is known of one phone, without secrets, to be sent to who shall help.

import { readSnapshot } from '../../artifacts/read-snapshot.js';
import { jsonText } from '../../core/printable.js';
import { formatReport, had, judgePhone, makeReport } from '../../serve/phone-report.js';
import { askStory } from '../../serve/story/ask-story.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import { findSource, type SiteOptions } from '../open-snapshot.js';
import { chooseStateDir } from '../state-dir.js';
import { TOOL_VERSION } from '../tool-version.js';

export interface ReportCommandOptions extends SiteOptions {
  readonly stateDir?: string;
  readonly format: 'text' | 'json';
}

export async function report(
  macText: string,
  options: ReportCommandOptions,
  io: Io,
): Promise<number> {
  const mac = readMac(macText);
  const asker = askStory(chooseStateDir(options.stateDir, io));
  const told = await had(async () => ({
    site: await asker.site(),
    phone: await asker.phone(mac),
  }));
  // Without secrets: what is not read cannot be told.
  const judged = await had(async () =>
    judgePhone(readSnapshot((await findSource({ ...options, secrets: false }, io)).source), mac),
  );
  const made = makeReport(mac, told, judged, TOOL_VERSION);
  if (!('made' in made)) {
    throw new UsageError(`nothing is known of ${mac}. ${made.missing.join('. ')}`);
  }
  io.out(options.format === 'json' ? jsonText(made) : formatReport(made));
  return EXIT.ok;
}
