// A phone's line that is asked about by a question to the server: what is known of it, what is done there and told to the log,
// and what is refused before any phone hears of it.

import { describe, expect, it } from 'vitest';
import { codedError } from '../../src/core/coded-error.js';
import { type LogFields, silentLog } from '../../src/core/log.js';
import type { Mac } from '../../src/core/mac.js';
import type { AskedLine } from '../../src/csta/session/run-session.js';
import type { Want } from '../../src/csta/session/types.js';
import { VERDICTS, type VerdictId } from '../../src/csta/verdicts.js';
import { replyTo } from '../../src/page/route.js';
import { CSTA_ACTS } from '../../src/page/wire/csta.js';
import type { LineLook } from '../../src/serve/csta/line-desk.js';
import type { AskedServer } from '../../src/serve/routes/asked-server.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { createStory } from '../../src/serve/story/story.js';
import { replyFaults } from './answer-schema.js';
import { askedServer } from './asked-server.js';
import { LAB, servedSiteOf } from './snapshot-under-test.js';
import { storyOptions } from './story-options.js';

const FANVIL = '00:a8:59:db:04:62' as Mac;
const SITE = servedSiteOf(LAB.replace('model: fanvil-x4', '$&, address: 10.20.1.54'));
const HOMELESS = servedSiteOf(LAB);
const registrar = { host: '10.20.1.2', port: 5060 };
const WRITTEN = ['181', '182'].map((number) => ({ number, cstaNumber: number, registrar }));
const NOTHING: LineLook = {
  ...{ verdict: undefined, isOpen: false, isAsking: false },
  ...{ state: 'idle', calls: [], refused: undefined },
};
const TALKING: LineLook = {
  ...{ ...NOTHING, verdict: 'on', isOpen: true, state: 'alerting' },
  calls: [
    { callId: '7', state: 'alerting', other: 'sip:302@10.20.1.2;x=<b>' },
    { callId: '8', state: 'held' },
  ],
  refused: 'MakeCall: operation: invalidCalledDeviceID',
};

interface Heard {
  readonly n: number;
  readonly line: AskedLine;
  readonly want: Want | undefined;
}

/** A server with a phone of two lines. */
function createServer(look: LineLook, given: Partial<AskedServer> = {}) {
  const heard: Heard[] = [];
  const logged: LogFields[] = [];
  const site = given.served?.() ?? SITE;
  const routes = serverRoutes(
    askedServer({
      served: () => site,
      story: createStory(storyOptions(site)),
      log: { ...silentLog, info: (fields) => void logged.push(fields) },
      csta: {
        linesOf: async () => ({ answer: WRITTEN }),
        desk: {
          look: async () => look,
          async open(_, n, line, want) {
            heard.push({ n, line, want });
            return look;
          },
        },
      },
      ...given,
    }),
  );
  async function ask(said: unknown, query = '') {
    const url = `/api/v1/phones/${FANVIL}/csta${query}`;
    const body = typeof said === 'string' ? said : JSON.stringify(said);
    const reply = await replyTo(
      { method: 'POST', url, by: 'a test', body: async () => body },
      routes,
    );
    expect(await replyFaults('POST', `/phones/${FANVIL}/csta`, reply)).toEqual([]);
    return { ...reply, value: reply.type ? JSON.parse(`${reply.body}`) : undefined };
  }
  return { ask, heard, logged };
}

describe('a line that is looked at', () => {
  it('is told as it is known, and no phone hears of it', async () => {
    const { ask, heard, logged } = createServer(TALKING);
    expect((await ask({ act: 'look' })).value).toEqual({
      ...{ lines: ['181', '182'], line: 1, isOpen: true, isAsking: false, answer: 'on' },
      ...{ says: 'uaCSTA is on', todo: expect.any(String), state: 'alerting', doing: 'rings' },
      calls: [
        { state: 'alerting', doing: 'rings', other: '302' },
        { state: 'held', doing: 'has a call on hold' },
      ],
      refused: 'MakeCall: operation: invalidCalledDeviceID',
    });
    expect([heard, logged]).toEqual([[], []]);
  });

  it('is told in Russian to who asks so', async () => {
    const { value } = await createServer(TALKING).ask({ act: 'look' }, '?lang=ru');
    expect(value.doing).toMatch(/^[а-яё ]+$/);
  });

  it('of which nothing is known says no verdict', async () => {
    const { value } = await createServer(NOTHING).ask({ act: 'look', line: 2 });
    expect(value).toEqual({
      ...{ lines: ['181', '182'], line: 2, isOpen: false, isAsking: false },
      ...{ state: 'idle', doing: 'is idle', calls: [] },
    });
  });

  it.each(Object.keys(VERDICTS) as VerdictId[])('is told with what %s means', async (verdict) => {
    const { value } = await createServer({ ...NOTHING, verdict }).ask({ act: 'look' });
    expect(value.answer).toBe(VERDICTS[verdict]);
    expect(value.says).not.toBe('');
    expect(value.todo).not.toContain('MAC');
  });
});

describe('a line at which something is done', () => {
  it.each([
    [{ act: 'open' }, undefined],
    [{ act: 'answer' }, { kind: 'answer' }],
    [{ act: 'hangup', line: 1 }, { kind: 'hangup' }],
    [
      { act: 'call', number: '+49301234' },
      { kind: 'call', number: '+49301234' },
    ],
  ])('%j', async (wish, want) => {
    const { ask, heard, logged } = createServer(TALKING);
    expect(await ask(wish)).toMatchObject({ status: 200 });
    const target = { host: '10.20.1.54', port: 5060, transport: 'udp' };
    expect(heard).toEqual([{ n: 1, line: { ...WRITTEN[0], target }, want }]);
    expect(logged).toEqual([
      { event: 'csta', mac: FANVIL, line: '181', act: wish.act, by: 'a test' },
    ]);
  });

  it('is asked about by each act that there is', async () => {
    for (const act of CSTA_ACTS) {
      const number = act === 'call' ? '302' : undefined;
      expect(await createServer(NOTHING).ask({ act, number })).toMatchObject({ status: 200 });
    }
  });

  it('is refused where so many are looked at already', async () => {
    const busy = async () => {
      throw codedError('EBUSY', '32 lines are looked at already: close another page');
    };
    const csta: AskedServer['csta'] = {
      linesOf: async () => ({ answer: WRITTEN }),
      desk: { look: async () => NOTHING, open: busy },
    };
    const { ask, logged } = createServer(NOTHING, { csta });
    expect(await ask({ act: 'open' })).toMatchObject({
      ...{ status: 503, body: expect.stringContaining('32 lines') },
    });
    expect(logged).toEqual([]);
  });

  it('is refused where nobody knows the address of its phone; what is known is told still', async () => {
    const { ask, heard } = createServer(NOTHING, { served: () => HOMELESS });
    expect(await ask({ act: 'open' })).toMatchObject({
      ...{ status: 422, body: `nobody knows the address of ${FANVIL} yet\n` },
    });
    expect(await ask({ act: 'look' })).toMatchObject({ status: 200 });
    expect(heard).toEqual([]);
  });
});

describe('what is refused before any phone hears of it', () => {
  it.each([
    ['no JSON', 'dial', 400, 'say in JSON'],
    ['null', 'null', 400, 'say in JSON'],
    ['a list', ['call'], 400, 'say in JSON'],
    ['no act', {}, 400, 'act: one of look, open, call, answer, hangup'],
    ['an act that is none', { act: 'constructor' }, 400, 'act: one of'],
    ['a field that is none', { act: 'look', password: 'tulip' }, 400, 'no field "password"'],
    ['a line that is none', { act: 'look', line: 0 }, 400, 'line: a number'],
    ['a text for a line', { act: 'look', line: '1' }, 400, 'line: a number'],
    ['half a line', { act: 'look', line: 1.5 }, 400, 'line: a number'],
    ['a line that the phone does not have', { act: 'open', line: 3 }, 422, 'has no line 3'],
    ['nothing to dial', { act: 'call' }, 400, 'number: a text'],
    ['digits that are no text', { act: 'call', number: 302 }, 400, 'number: a text'],
    ['more than anybody dials', { act: 'call', number: '1'.repeat(201) }, 400, 'number: a text'],
    ['a number for people', { act: 'call', number: '30 2' }, 400, 'write "302"'],
    ['a header', { act: 'call', number: '302\r\nVia: x' }, 400, 'number '],
    ['markup', { act: 'call', number: '<b>' }, 400, 'number '],
    ['a number without a call', { act: 'answer', number: '302' }, 400, 'only with "call"'],
  ])('%s', async (_, said, status, why) => {
    const { ask, heard, logged } = createServer(NOTHING);
    const reply = await ask(said);
    expect(reply).toMatchObject({ status, body: expect.stringContaining(why) });
    expect(reply.body).not.toContain('tulip');
    expect([heard, logged]).toEqual([[], []]);
  });

  it('a phone without uaCSTA, in the words of the inventory', async () => {
    const { csta } = askedServer({});
    expect(await createServer(NOTHING, { csta }).ask({ act: 'open' })).toMatchObject({
      ...{ status: 422, body: 'no phone here has uaCSTA\n' },
    });
  });
});
