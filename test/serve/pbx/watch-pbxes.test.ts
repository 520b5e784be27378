// What is done at the PBXes of an inventory, beside listening to them.

import { expect, it, onTestFinished } from 'vitest';
import { silentLog } from '../../../src/core/log.js';
import { watchPbxes } from '../../../src/serve/pbx/watch-pbxes.js';
import { servedSiteOf } from '../snapshot-under-test.js';

/** Nothing listens there. */
const SITE = servedSiteOf(`
offhook: 1
pbx: { main: { host: 10.20.1.1, ari: { host: 127.0.0.1, port: 9, secret: word, rooms: ["800"] } } }
`);

it.each([
  { acts: true, rooms: ['connecting'] },
  { acts: false, rooms: [] },
])('conferences are run where it acts: $acts', async ({ acts, rooms }) => {
  const story = { note() {}, seenAt: () => undefined };
  const nobody = { holderOf: () => undefined, heard() {}, log: silentLog };
  const pbxes = watchPbxes(SITE, { story, ...nobody, acts });
  onTestFinished(() => pbxes.close());
  const running = () => pbxes.calls.answers().map(({ ownRooms }) => ownRooms);
  expect(running()).toEqual(rooms);
  pbxes.replace(SITE);
  expect(running()).toEqual(rooms);
});
