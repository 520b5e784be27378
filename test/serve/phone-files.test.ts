// The files of a phone as a running server shows them: as they would be fetched now, and what has changed since; without passwords.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { replyTo } from '../../src/page/route.js';
import type { Desk } from '../../src/serve/desk/desk.js';
import type { DeskQuestions } from '../../src/serve/desk/questions.js';
import type { AskedServer } from '../../src/serve/routes/asked-server.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { showFiles } from '../../src/serve/show-files.js';
import { createKeptFiles, type NamedText } from '../../src/serve/story/kept-files.js';
import type { Memory, Story } from '../../src/serve/story/story.js';
import { PACKS } from '../phones/shipped-models.js';
import { replyFaults } from './answer-schema.js';
import { askedServer } from './asked-server.js';
import { LAB, servedSiteOf } from './snapshot-under-test.js';

const CISCO = '5c:fc:66:5d:4f:9a' as Mac;
const FANVIL = '00:a8:59:db:04:62' as Mac;
const SEP = 'SEP5CFC665D4F9A.cnf.xml';
/** Of each line in sites of the tests. */
const SECRET = 'sesame';

const driverOf = (vendor: string) => {
  const driver = PACKS.drivers.get(vendor);
  if (!driver) throw new Error(vendor);
  return driver;
};
const show = (vendor: string, asked: Omit<DeskQuestions['show'], 'vendor'>) =>
  showFiles(driverOf(vendor), { vendor, ...asked });
const desk: Desk = {
  ask: async (subject, asked) => {
    if (subject !== 'show') throw new Error(`nobody answers ${subject} here`);
    const { vendor, ...files } = asked as DeskQuestions['show'];
    return { answer: show(vendor, files) as never };
  },
};

/** `gave`: what the phone has. */
async function ask(url: string, gave?: readonly NamedText[]) {
  const memory = { syncs: { gave: () => gave } } as unknown as Memory;
  const given: Partial<AskedServer> = {
    served: () => servedSiteOf(LAB),
    story: { memory } as unknown as Story,
    desk,
  };
  const routes = serverRoutes(askedServer(given));
  const question = { method: 'GET', url: `/api/v1${url}`, by: 'a test', body: async () => '' };
  const reply = await replyTo(question, routes);
  expect(await replyFaults('GET', url, reply)).toEqual([]);
  expect(`${reply.body}`).not.toContain(SECRET);
  return { ...reply, value: reply.type ? JSON.parse(`${reply.body}`) : undefined };
}

describe('a file', () => {
  it.each([CISCO, FANVIL])(
    'of %s is as it would be fetched, and its passwords asterisks',
    async (mac) => {
      const { value } = await ask(`/phones/${mac}/file`);
      expect(value.text.length).toBeGreaterThan(1_000);
      expect(value.text).toContain('***');
      expect((await ask(`/phones/${mac}/file?name=${value.name}`)).value).toEqual(value);
    },
  );

  it.each(['passwd', '../../etc/passwd', SEP.toLowerCase(), '00a859db0462.cfg', ''])(
    'of no other name is had: %s',
    async (name) => {
      const { status } = await ask(`/phones/${CISCO}/file?name=${encodeURIComponent(name)}`);
      expect(status).toBe(404);
    },
  );

  it('of whom the inventory does not have is none', async () => {
    expect((await ask('/phones/02:00:00:00:00:01/file')).status).toBe(404);
  });
});

describe('what has changed', () => {
  it('is not known of a phone that has fetched nothing since the start', async () => {
    expect((await ask(`/phones/${CISCO}/diff`)).value).toEqual({ files: [], unknown: true });
  });

  it('is told line by line, a password as one that is another', async () => {
    const site = servedSiteOf(LAB);
    const [own] = site.files.of(CISCO);
    const made = own && (await site.files.render(own.file));
    const text = made?.kind === 'file' ? Buffer.from(made.bytes).toString() : '';
    const before = text
      .replace(/<timeZone>[^<]*/, '<timeZone>Moon Time')
      .replace(`>${SECRET}<`, '>sesame of old<');
    const { value } = await ask(`/phones/${CISCO}/diff`, [{ name: SEP, text: before }]);
    expect(value.files).toHaveLength(1);
    expect(value.files[0].text).toMatch(/^-.*Moon Time[\s\S]*^\+.*<timeZone>/m);
    expect(value.files[0].text).toContain('(secret changed)');
    expect((await ask(`/phones/${CISCO}/diff`, [{ name: SEP, text }])).value).toEqual({
      files: [],
    });
  });

  it('is that a file comes or goes, too', () => {
    const [one, other] = [
      { name: 'a.xml', text: '<a>1</a>\n' },
      { name: 'b.xml', text: '<b/>\n' },
    ];
    expect(show('cisco', { files: [one], before: [other] }).map(({ text }) => text)).toEqual([
      '(b.xml is no longer generated)\n',
      expect.stringContaining('+<a>1</a>'),
    ]);
  });
});

describe('files that were given', () => {
  it('are kept as they were, packed, and within bounds', () => {
    const macOf = (at: number) => `02:00:00:00:00:${String(at).padStart(2, '0')}` as Mac;
    const files = [{ name: SEP, text: 'ü\n'.repeat(1_000) }];
    const kept = createKeptFiles(400);
    for (let at = 10; at < 20; at += 1) kept.put(macOf(at), `digest ${at}`, files);
    expect(kept.get(macOf(19))).toEqual(files);
    expect(kept.digestOf(macOf(19))).toBe('digest 19');
    expect([kept.get(macOf(10)), kept.digestOf(macOf(10))]).toEqual([undefined, undefined]);
    const all = Array.from({ length: 10 }, (_, at) => kept.get(macOf(10 + at)));
    expect(all.filter((each) => each !== undefined).length).toBeGreaterThan(1);
  });
});
