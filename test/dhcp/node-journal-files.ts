// The files of this machine, held by flock(2) where it can be called.

import { createJournalFiles } from '../../src/dhcp/journal/journal-files.js';
import { chooseBackend } from '../../src/udp/backend.js';

export const { libc } = await chooseBackend();
export const nodeJournalFiles = createJournalFiles(libc);
