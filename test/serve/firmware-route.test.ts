// What the page tells of firmware: what the inventory gives, and what is fetched, which need not be the same.

import { expect, it } from 'vitest';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { replyTo } from '../../src/page/route.js';
import { createDesk } from '../../src/serve/desk/desk.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { createReaderHere } from '../../src/serve/site-reader.js';
import { createStory } from '../../src/serve/story/story.js';
import { createFolder, SECRETS } from '../cli/cli-under-test.js';
import { ask } from '../timeline/scripts/script.js';
import { replyFaults } from './answer-schema.js';
import { askedServer } from './asked-server.js';
import { servedSiteOf } from './snapshot-under-test.js';
import { storyOptions } from './story-options.js';

const [OLD, NEW, FIRST] = ['SIP31.8-4-2S', 'SIP31.8-5-3SR1S', 'term31.default.loads'];
const macOf = (last: number) => parseMac(`5c:fc:66:00:00:0${last}`) as Mac;
const [OBEYS, IS_LATE, BY_ITSELF, STRANGER] = [1, 2, 3, 9].map(macOf) as [Mac, Mac, Mac, Mac];

const phone = (mac: Mac, firmware = '') =>
  `  - { mac: "${mac}", model: cisco-7931g, ${firmware}keys: { 1: { line: "7001" } } }`;
const INVENTORY = [
  'site: { timeZone: Europe/Berlin, locale: en-US, servers: [10.20.1.1] }',
  'pbx: { main: { host: 10.20.1.1 } }',
  'defaults: { pbx: main, settings: { rollover: none } }',
  'lines: { "7001": { password: { env: SIP_7001 } } }',
  'phones:',
  ...[OBEYS, IS_LATE].map((mac) => phone(mac, `firmware: ${NEW}, `)),
  phone(BY_ITSELF),
].join('\n');

it('each phone that fetches firmware stands with what it fetches, whatever the inventory gives it', async () => {
  const cwd = createFolder({ 'offhook.yaml': INVENTORY });
  const site = servedSiteOf(INVENTORY);
  const story = createStory(storyOptions(site));
  const server = askedServer({
    story,
    served: () => site,
    desk: createDesk(createReaderHere(), async () => ({ cwd, file: 'offhook.yaml', env: SECRETS })),
  });
  async function look() {
    const question = { method: 'GET', url: '/api/v1/firmware', by: 'a test', body: async () => '' };
    const reply = await replyTo(question, serverRoutes(server));
    expect(await replyFaults('GET', '/firmware', reply)).toEqual([]);
    const sets = JSON.parse(`${reply.body}`) as {
      name: string;
      wanted: number;
      upgrading: Mac[];
    }[];
    return sets.map(({ name, wanted, upgrading }) => [name, wanted, upgrading]);
  }

  expect(await look()).toEqual([[`${NEW}.loads`, 2, []]]);
  story.note(OBEYS, ask(0, `${NEW}.loads`));
  story.note(OBEYS, ask(0, 'jar31sip.8-5-3ES4.sbn'));
  story.note(IS_LATE, ask(0, `${OLD}.loads`));
  story.note(BY_ITSELF, ask(0, `${OLD}.loads`));
  story.note(STRANGER, ask(0, FIRST));
  expect((await look()).toSorted()).toEqual([
    [`${OLD}.loads`, 0, [IS_LATE, BY_ITSELF]],
    [`${NEW}.loads`, 2, [OBEYS]],
    [FIRST, 0, [STRANGER]],
  ]);
});
