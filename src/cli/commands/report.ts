// `offhook report MAC`: all that is known of one phone, without secrets, to be sent to who shall help.

import { arch, release, type } from 'node:os';
import { readSnapshot } from '../../artifacts/read-snapshot.js';
import type { Snapshot } from '../../artifacts/snapshot.js';
import { systemClock } from '../../core/clock.js';
import { messageOf } from '../../core/coded-error.js';
import { jsonText } from '../../core/printable.js';
import type { PhoneAnswer } from '../../page/wire/phone.js';
import type { SiteAnswer } from '../../page/wire/site.js';
import { askStory } from '../../serve/story/ask-story.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import { findSource, type SiteOptions } from '../open-snapshot.js';
import { formatReport, judgedPhone, maskReport } from '../phone-report.js';
import { chooseStateDir } from '../state-dir.js';
import { TOOL_VERSION } from '../tool-version.js';

export interface ReportCommandOptions extends SiteOptions {
  readonly stateDir?: string;
  readonly format: 'text' | 'json';
}

/** What was to be had, or why not. */
type Had<T> = { readonly it: T } | { readonly why: string };

export async function report(
  macText: string,
  options: ReportCommandOptions,
  io: Io,
): Promise<number> {
  const mac = readMac(macText);
  const asker = askStory(chooseStateDir(options.stateDir, io));
  const told = await had(
    async (): Promise<{ site: SiteAnswer; phone: PhoneAnswer }> => ({
      site: await asker.site(),
      phone: await asker.phone(mac),
    }),
  );
  // Without secrets: what is not read cannot be told.
  const inventory = await had(
    async (): Promise<Snapshot> =>
      readSnapshot((await findSource({ ...options, secrets: false }, io)).source),
  );
  const missing = [
    ...('why' in told ? [`what the phone did: ${told.why}`] : []),
    ...('why' in inventory ? [`its files and what is wrong with them: ${inventory.why}`] : []),
  ];
  if (missing.length === 2)
    throw new UsageError(`nothing is known of ${mac}. ${missing.join('. ')}`);
  const made = maskReport({
    version: 1,
    mac,
    made: new Date(systemClock.wallMs()).toISOString(),
    versions: {
      offhook: TOOL_VERSION,
      node: process.version,
      system: `${type()} ${release()} ${arch()}`,
    },
    ...('it' in told && told.it),
    ...('it' in inventory ? judgedPhone(inventory.it, mac) : { findings: [], files: [] }),
    missing: [
      ...missing,
      ...('it' in inventory && !inventory.it.phones.has(mac)
        ? ['its files: the inventory does not have it']
        : []),
    ],
  });
  io.out(options.format === 'json' ? jsonText(made) : formatReport(made));
  return EXIT.ok;
}

async function had<T>(take: () => Promise<T>): Promise<Had<T>> {
  try {
    return { it: await take() };
  } catch (error) {
    return { why: messageOf(error) };
  }
}
