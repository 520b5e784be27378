// Eight phones of an inventory, a clock that a test moves, and whoever is told says what the test wants.

import { Readable } from 'node:stream';
import { vi } from 'vitest';
import { type Mac, macFromNumber } from '../../../src/core/mac.js';
import { readBody, replyTo } from '../../../src/page/route.js';
import type { Path } from '../../../src/serve/rollout/choose-path.js';
import type { KeptIn } from '../../../src/serve/rollout/keeping.js';
import type { Told } from '../../../src/serve/rollout/notifier.js';
import { NO_PBX, type PbxPath } from '../../../src/serve/rollout/pbx-path.js';
import { createRolloutDesk } from '../../../src/serve/rollout/rollout-desk.js';
import { serverRoutes } from '../../../src/serve/server-routes.js';
import { createStory, type StoryOptions } from '../../../src/serve/story/story.js';
import { createRecordingLog } from '../../dhcp/server-under-test.js';
import { replyFaults } from '../answer-schema.js';
import { askedServer } from '../asked-server.js';
import { servedSiteOf } from '../snapshot-under-test.js';
import { storyOptions } from '../story-options.js';

export const macAt = (at: number): Mac => macFromNumber(0x5cfc66000000 + at);
const COUNT = 8;

const GROUPS: Readonly<Record<number, string>> = {
  ...{ 0: 'groups: [hall], ', 1: 'groups: [hall], ', 7: 'groups: [flash], ' },
};

const INVENTORY = [
  'network: { subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.199 }',
  'pbx: { main: { host: pbx.lab.example }, far: { host: far.lab.example, transport: tcp } }',
  'defaults: { pbx: main }',
  'groups: { hall: {}, flash: { models: { cisco-7931g: { firmware: SIP31.8-5-3SR1S } } } }',
  `lines: { "7009": { pbx: far }, ${Array.from({ length: COUNT }, (_, at) => `"700${at}": {}`).join(', ')} }`,
  'phones:',
  ...Array.from(
    { length: COUNT },
    (_, at) =>
      `  - { mac: "${macAt(at)}", model: cisco-7931g, label: Desk ${at}, address: 10.20.1.${at + 1}, ${GROUPS[at] ?? ''}keys: { 1: { line: "700${at}" } } }`,
  ),
  '  - { mac: "00:a8:59:00:00:01", model: fanvil-x4, label: Far, address: 10.20.1.50, keys: { 1: { line: "7009" } } }',
  '  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, label: Mute, address: 10.20.1.51 }',
].join('\n');

export const FAR = '00:a8:59:00:00:01' as Mac;
export const MUTE = '00:a8:59:00:00:02' as Mac;
const YES: Told = { kind: 'answered', status: 200, phrase: 'OK' };

const site = servedSiteOf(INVENTORY);

export interface WorldOptions {
  readonly pbx?: Partial<PbxPath>;
  readonly linesOf?: NonNullable<StoryOptions['linesOf']>;
  /** What a phone says that is told; yes unless said. */
  readonly says?: (path: Path, at: number) => Told | Promise<Told>;
  readonly records?: KeptIn;
}

/** Timers must be fake by then. */
export function createRolloutWorld({
  pbx = {},
  says = () => YES,
  records,
  linesOf,
}: WorldOptions = {}) {
  const { log, said } = createRecordingLog();
  const paths: Path[] = [];
  const now = () => performance.now();
  const wall = () => Date.UTC(2026, 10, 28) + performance.now();
  const story = createStory({
    ...storyOptions(site),
    ...{ now, wall },
    ...(linesOf && { linesOf }),
    told: (event, mac) => desk.told(event, mac),
  });
  const desk = createRolloutDesk({
    story,
    served: () => site,
    records: () => records,
    pbx: { ...NO_PBX, ...pbx },
    notifier: {
      async tell(path) {
        paths.push(path);
        return says(path, paths.length - 1);
      },
      close: async () => {},
    },
    now,
    wall,
    log,
  });
  desk.recall();
  const request = (fileName: string, outcome: string) =>
    story.request({
      ...{ protocol: 'tftp', address: '10.20.1.1', fileName, outcome },
      ...{ bytes: 7_000, size: 7_000, durationMs: 10 },
    });
  const routes = serverRoutes(askedServer({ story, served: () => site, rollouts: desk }));
  return {
    desk,
    story,
    said,
    /** How phones were told, in their order. */
    paths,
    async ask(method: string, url: string, value?: unknown, key?: string) {
      const said = value === undefined ? [] : [Buffer.from(JSON.stringify(value))];
      const body = (maxBytes: number) => readBody(Readable.from(said), maxBytes);
      const reply = await replyTo(
        { method, url: `/api/v1${url}`, by: 'a test', key, body },
        routes,
      );
      let text = '';
      const pieces = typeof reply.body === 'string' ? [reply.body] : reply.body;
      for await (const piece of pieces) text += piece;
      const faults = await replyFaults(method, url, { ...reply, body: text });
      if (faults.length > 0) throw new Error(faults.join('\n'));
      return { status: reply.status, text, value: reply.type ? JSON.parse(text) : undefined };
    },
    /** The phone asks for its own file, and gets it to its end. */
    fetch(mac: Mac, outcome = 'sent') {
      request(`SEP${mac.replaceAll(':', '').toUpperCase()}.cnf.xml`, outcome);
    },
    /** The phone that asked last gets another file. */
    fetchMore: (fileName: string) => request(fileName, 'sent'),
    /** So many milliseconds go by. */
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}
