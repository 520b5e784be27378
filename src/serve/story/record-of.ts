// What is kept of a phone over a restart, from what is known of it now.

import { readAgent } from '../../phones/registry.js';
import type { History } from '../../timeline/history.js';
import { bootsOf, type PhoneRecord } from '../../timeline/records.js';

/** `record`: what was kept before. `sinceMs` of the history's clock was 1970. */
export function recordOf(record: PhoneRecord, history: History, sinceMs: number): PhoneRecord {
  const said = history.agent === undefined ? undefined : readAgent(history.agent);
  const firmware = said?.firmware ?? record.firmware;
  return {
    ...record,
    ...(firmware !== undefined && { firmware }),
    past: bootsOf(history, sinceMs),
  };
}
