// The journal's lines are put together by hand, and are JSON all the same.

import { expect, it } from 'vitest';
import { formatJournalLine, parseJournalLine } from '../../../src/dhcp/journal/journal-line.js';
import { GUEST, lease, NOW } from '../wire-under-test.js';

it.each([
  ['a hardware address', `mac:${GUEST}`],
  ['what only a damaged journal can hold', 'id:"\\,"crc":"é\n'],
])('a line is JSON where the client is %s', (_what, client) => {
  const written = { seq: 7, lease: lease('10.20.1.102', 'bound', GUEST, { client, untilMs: NOW }) };
  const line = formatJournalLine(written);
  expect(JSON.parse(line)).toEqual({
    seq: 7,
    state: 'bound',
    address: '10.20.1.102',
    mac: GUEST,
    client,
    until: '2026-11-21T12:00:00.000Z',
    crc: expect.stringMatching(/^[0-9a-f]{8}$/),
  });
  expect(parseJournalLine(line.trimEnd())).toEqual(written);
});
