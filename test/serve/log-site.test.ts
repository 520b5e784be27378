// What the site as a whole says in the log: what the log has already is not said twice.

import { expect, it } from 'vitest';
import { logSite } from '../../src/serve/story/log-story.js';
import { diagnoseSite, type SiteFacts } from '../../src/timeline/site-rows.js';
import { createRecordingLog } from '../dhcp/server-under-test.js';

const FACTS: SiteFacts = {
  reloadRefused: 'errors',
  rivals: ['10.20.1.254'],
  packets: 0,
  repeats: 0,
  throttled: 0,
  networks: [],
  silentPbxes: [{ name: 'main', sinceMs: 0 }],
};

it('tells of another DHCP server, and leaves a refused reload and a silent PBX to the words of who found them', () => {
  const { log, said } = createRecordingLog();
  const { appeared, grown, gone } = logSite(log);
  const rows = diagnoseSite([], FACTS, 0);
  expect(rows.map(({ id }) => id)).toEqual(['G6', 'G7', 'G5']);
  for (const row of rows) appeared(row);
  for (const row of rows) grown(row);
  for (const row of rows) gone(row);
  for (const row of diagnoseSite([], { ...FACTS, reloadRefused: 'loss', rivals: [] }, 0))
    appeared(row);
  expect(said.map(({ fields }) => fields.diagnosis)).toEqual(['G5', 'G5', 'G5']);
  expect(said.map(({ fields }) => fields.grown)).toEqual([undefined, true, undefined]);
});
