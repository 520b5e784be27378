// A rollout while phones are served: who is told when, what is seen of them, and what becomes of it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Mac } from '../../../src/core/mac.js';
import type { RolloutAnswer } from '../../../src/page/wire/rollouts.js';
import { PACE } from '../../../src/rollout/pace.js';
import { WAITING } from '../../../src/rollout/progress.js';
import { restoredFrom } from '../../../src/serve/rollout/keeping.js';
import { createRun } from '../../../src/serve/rollout/run.js';
import { createRecords } from '../../../src/serve/story/records-file.js';
import { createRolloutWorld, FAR, MUTE, macAt, type WorldOptions } from './rollout-world.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const EIGHT = Array.from({ length: 8 }, (_, at) => macAt(at));

async function begin(options: WorldOptions = {}, more: object = {}) {
  const world = createRolloutWorld(options);
  const wish = { action: 'resync', phones: EIGHT, ...more };
  const { status, value } = await world.ask('POST', '/rollouts', wish);
  const look = async (): Promise<RolloutAnswer> => (await world.ask('GET', '/rollouts/1')).value;
  return { ...world, status, value, look };
}

const phasesOf = ({ list }: RolloutAnswer) => list.map(({ phase }) => phase).join(' ');

describe('a rollout', () => {
  it('asks one, then five, then the rest, each when those before are back', async () => {
    const { status, paths, fetch, pass, look } = await begin();
    expect(status).toBe(200);
    await pass(30_000);
    expect(paths.length).toBe(1);
    expect(phasesOf(await look())).toBe(`answered${' waiting'.repeat(7)}`);

    fetch(macAt(0));
    expect((await look()).list[0]?.phase).toBe('fetched');
    await pass(9_000);
    expect(paths.length).toBe(1);
    await pass(8_000);
    // One each second.
    expect(paths.length).toBeGreaterThan(3);
    expect(paths.length).toBeLessThanOrEqual(6);
    await pass(8_000);
    expect(paths.length).toBe(6);
    for (const mac of EIGHT.slice(1, 6)) fetch(mac);
    await pass(14_000);
    expect(paths.length).toBe(8);
    for (const mac of EIGHT.slice(6)) fetch(mac);
    await pass(12_000);
    const done = await look();
    expect(done).toMatchObject({ state: 'done', counts: { back: 8, waiting: 0 } });
    expect(done.ended).toMatch(/^2026-/);
    expect(done.waves.map(({ size, back }) => [size, back])).toEqual([
      [1, 1],
      [5, 5],
      [2, 2],
    ]);
  });

  it('tells the phone and the log, and says in its story who wanted that and what it said', async () => {
    const { pass, fetch, story, said, paths, look } = await begin({}, { phones: [macAt(0)] });
    fetch(macAt(0));
    await pass(100);
    expect(paths).toMatchObject([{ by: 'us', uri: 'sip:7000@10.20.1.1:5060', host: '10.20.1.1' }]);
    fetch(macAt(0));
    await pass(12_000);
    const { boot } = story.of(macAt(0)).history;
    const actions = boot?.steps.flatMap(({ first, last }) =>
      first.kind === 'action' && last.kind === 'action' ? [first.outcome, last.outcome] : [],
    );
    expect(actions).toContain('NOTIFY check-sync to 10.20.1.1:5060, where its last file went to');
    expect(actions).toContain('it said 200 OK');
    expect((await look()).list[0]).toMatchObject({
      phase: 'back',
      sentence: 'is back, 10 s after it was asked',
      how: 'NOTIFY check-sync to 10.20.1.1:5060, where its last file went to',
    });
    const lines = said.filter(({ fields }) => fields.event === 'rollout').map(({ text }) => text);
    expect(lines).toEqual([
      'resync 1, of 1, goes on',
      'Desk 0 is back, 10 s after it was asked',
      'resync 1, of 1, is over: 1 are back, 0 failed, 0 were not asked',
    ]);
  });

  it.each<[string, WorldOptions['says'], number, string, string]>([
    ['refuses', () => refusal(400, 'Bad Request'), 1_000, 'refused', 'refused: 400 Bad Request'],
    [
      'wants a password',
      () => refusal(401, 'Unauthorized'),
      1_000,
      'needs-password',
      'refused: 401 Unauthorized; it takes that from its PBX alone',
    ],
    [
      'does not know its line',
      () => refusal(404, 'Not Found'),
      1_000,
      'unknown-line',
      'refused: 404 Not Found; it has no line of that name: its file is older than the inventory',
    ],
    [
      'is silent',
      () => ({ kind: 'silence' }),
      125_000,
      'no-answer',
      'did not answer, and did nothing since',
    ],
    [
      'says yes and does nothing',
      () => refusal(200, 'OK'),
      305_000,
      'not-fetched',
      'did not fetch its file, 5 min after it was asked',
    ],
    [
      'is not reached',
      () => ({ kind: 'not-sent', why: 'ENETUNREACH' }),
      1_000,
      'not-sent',
      'could not be asked: ENETUNREACH',
    ],
  ])('pauses itself where the first %s', async (_, says, ms, reason, sentence) => {
    const { pass, look, paths, said } = await begin({ ...(says && { says }) });
    await pass(ms);
    const after = await look();
    expect(after).toMatchObject({ state: 'paused', pause: { why: 'failed' } });
    expect(after.list[0]).toMatchObject({ phase: 'failed', reason, sentence });
    await pass(60_000);
    expect(paths.length).toBe(1);
    const warned = said.filter(
      ({ level, fields }) => level === 'warn' && fields.event === 'rollout',
    );
    expect(warned.length).toBe(2);
  });

  it('goes on when somebody says so, and asks nobody twice', async () => {
    const says: WorldOptions['says'] = (_path, at) => refusal(at === 0 ? 400 : 200, 'So');
    const { ask, pass, look, paths, fetch } = await begin({ says });
    await pass(5_000);
    expect((await ask('PATCH', '/rollouts/1', { state: 'running' })).value).toMatchObject({
      state: 'running',
    });
    await pass(10_000);
    expect(paths.length).toBe(6);
    expect(new Set(paths.map((path) => path.by === 'us' && path.uri)).size).toBe(6);
    for (const mac of EIGHT.slice(1)) fetch(mac);
    expect((await look()).counts).toMatchObject({ failed: 1, fetched: 5, waiting: 2 });
  });

  it('is paused and cancelled by hand; who is under way is followed to the end', async () => {
    const { ask, pass, look, paths, fetch } = await begin();
    await pass(1_000);
    expect((await ask('PATCH', '/rollouts/1', { state: 'paused' })).value.pause).toEqual({
      why: 'by-hand',
      says: 'somebody paused it',
    });
    fetch(macAt(0));
    await pass(15_000);
    expect(paths.length).toBe(1);
    expect((await look()).counts.back).toBe(1);
    await ask('PATCH', '/rollouts/1', { state: 'running' });
    await pass(500);
    await ask('PATCH', '/rollouts/1', { state: 'cancelled' });
    await pass(5_000);
    expect(paths.length).toBe(2);
    expect(await look()).toMatchObject({ state: 'cancelled' });
    expect((await look()).ended).toBeUndefined();
    fetch(macAt(1));
    await pass(15_000);
    expect((await look()).ended).toBeDefined();
    expect((await ask('PATCH', '/rollouts/1', { state: 'running' })).status).toBe(409);
  });

  it('tells those alone that came to something since', async () => {
    const { ask, pass, value } = await begin();
    expect(value.list.length).toBe(8);
    await pass(1_000);
    const { value: later } = await ask('GET', `/rollouts/1?since=${value.seq}`);
    expect(later.list.map(({ mac }: { mac: Mac }) => mac)).toEqual([macAt(0)]);
    expect((await ask('GET', `/rollouts/1?since=${later.seq}`)).value.list).toEqual([]);
  });

  it('leaves for last who is in a call, and does not end that', async () => {
    const busy = new Set([macAt(0), macAt(3)]);
    const { pass, look, paths, fetch } = await begin(
      { pbx: { isTalking: (mac) => busy.has(mac) } },
      { waves: [1], perSecond: 20 },
    );
    await pass(1_000);
    expect(paths).toMatchObject([{ uri: 'sip:7001@10.20.1.2:5060' }]);
    expect((await look()).list[0]?.sentence).toBe('is in a call, and is left for last');
    fetch(macAt(1));
    await pass(12_000);
    expect(paths.length).toBe(6);
    await pass(30_000);
    expect(paths.length).toBe(6);
    busy.delete(macAt(0));
    await pass(2_000);
    expect(paths.length).toBe(7);
  });
});

const refusal = (status: number, phrase: string) => ({ kind: 'answered', status, phrase }) as const;

it('skips thousands that cannot be told some at a time', async () => {
  const macs = Array.from({ length: 1_000 }, (_, at) => macAt(at));
  const moved: string[] = [];
  const rollout = {
    ...({ id: 1, action: 'resync', by: 'a test', beganMs: 0, pace: PACE } as const),
    ...({ isForStale: false, state: 'running', forgiven: 0 } as const),
  };
  const run = createRun(rollout, new Map(macs.map((mac) => [mac, WAITING])), {
    ...{ now: () => 0, isTalking: () => false, seen: () => undefined },
    ...{ asked() {}, turned() {}, tell: () => Promise.reject(new Error('nobody is told')) },
    pathOf: () => ({ why: 'no-address' }),
    moved: (_run, mac) => moved.push(mac),
  });
  run.start();
  await vi.advanceTimersToNextTimerAsync();
  expect(moved.length).toBeGreaterThan(0);
  expect(moved.length).toBeLessThan(100);
  expect(run.isOver).toBe(false);
  // No longer than its turns take: whatever a test before began may look at its phones again and again.
  await vi.advanceTimersByTimeAsync(100);
  expect(moved).toEqual(macs);
  expect(run.isOver).toBe(true);
});

describe('what is wanted of a rollout', () => {
  it('is tried without telling anybody', async () => {
    const { value, paths, pass } = await begin({}, { phones: [macAt(0), FAR, MUTE], dryRun: true });
    expect(value.dryRun).toBe(true);
    expect(value.phones).toEqual([
      {
        ...{
          mac: macAt(0),
          label: 'Desk 0',
          how: 'NOTIFY check-sync to 10.20.1.1:5060, as the inventory reserves it',
        },
        ...{ restarts: true, unconfirmed: true, source: expect.stringContaining('guide') },
      },
      {
        ...{ mac: FAR, label: 'Far' },
        cannot:
          'cannot be reached: it hears its PBX alone, over TCP, and there is no link to its PBX',
      },
      { mac: MUTE, label: 'Mute', cannot: expect.stringMatching(/^has no line/) },
    ]);
    await pass(10_000);
    expect(paths).toEqual([]);
  });

  it('tells a phone where it is registered, whoever fetched its file last', async () => {
    const contact = { address: '10.20.1.77', status: 'reachable', sinceMs: 0 } as const;
    const linesOf = () => ({ contacts: [contact] });
    const world = createRolloutWorld({ linesOf });
    world.fetch(macAt(0));
    const wish = { action: 'resync', phones: [macAt(0)] };
    const { value } = await world.ask('POST', '/rollouts', { ...wish, dryRun: true });
    expect(value.phones[0].how).toBe(
      'NOTIFY check-sync to 10.20.1.77:5060, where its PBX has it registered',
    );
    const row = await world.ask('GET', `/phones/${macAt(0)}`);
    expect(row.value).toMatchObject({ address: '10.20.1.77', addressBy: 'contact' });
    await world.ask('POST', '/rollouts', wish, 'key');
    await world.pass(100);
    expect(world.paths).toMatchObject([{ host: '10.20.1.77', uri: 'sip:7000@10.20.1.77:5060' }]);
  });

  it('takes the way of choice where the PBX tells how it registered, and the PBX where only that reaches it', async () => {
    const registered = () => ({ callId: '5cfc6600-0000@10.20.1.1', host: '192.0.2.7' });
    const notify = vi.fn(async () => undefined);
    const { paths, pass, look, fetch } = await begin(
      { pbx: { registered, isUp: () => true, notify } },
      { phones: [macAt(0), FAR] },
    );
    await pass(1_000);
    expect(paths[0]).toMatchObject({
      by: 'us',
      uri: 'sip:7000@192.0.2.7:5060',
      host: '10.20.1.1',
      callId: '5cfc6600-0000@10.20.1.1',
      way: { event: 'service-control' },
    });
    fetch(macAt(0));
    await pass(12_000);
    expect(paths[1]).toMatchObject({ by: 'pbx', pbx: 'far', line: '7009' });
    expect((await look()).list[1]?.how).toBe('NOTIFY check-sync by far');
  });

  it('tells which firmware its phones are given, and who fetches it', async () => {
    const { fetch, fetchMore, look } = await begin();
    const set = { name: 'SIP31.8-5-3SR1S', model: 'cisco-7931g', wanted: 1, have: 0 };
    expect((await look()).firmware).toEqual([{ ...set, upgrading: [] }]);
    fetch(macAt(7));
    fetchMore('SIP31.8-5-3SR1S.loads');
    fetchMore('apps31.8-5-3ES4.sbn');
    expect((await look()).firmware).toEqual([{ ...set, upgrading: [macAt(7)] }]);
  });

  it('may name each phone of the largest site', async () => {
    const { ask } = createRolloutWorld();
    const named = (count: number) => Array.from({ length: count }, (_, at) => macAt(at));
    const wish = { action: 'resync', dryRun: true };
    const known = await ask('POST', '/rollouts', { ...wish, phones: EIGHT });
    expect(known.value.phones).toHaveLength(8);
    const many = await ask('POST', '/rollouts', { ...wish, phones: named(10_000) });
    expect(many).toMatchObject({ status: 422, text: expect.stringContaining(macAt(8)) });
    expect((await ask('POST', '/rollouts', { ...wish, phones: named(30_000) })).status).toBe(413);
  });

  it('is refused for a phone that is in another, and begins once for a key', async () => {
    const world = createRolloutWorld();
    const wish = { action: 'resync', phones: [macAt(0)] };
    const first = await world.ask('POST', '/rollouts', wish, 'once');
    const again = await world.ask('POST', '/rollouts', wish, 'once');
    expect(again.value.id).toBe(first.value.id);
    expect((await world.ask('POST', '/rollouts', { ...wish, atOnce: 2 }, 'once')).status).toBe(422);
    const other = await world.ask('POST', '/rollouts', wish, 'twice');
    expect(other).toMatchObject({
      status: 409,
      text: `${macAt(0)} is in rollout 1, which is not over\n`,
    });
    expect((await world.ask('GET', '/rollouts')).value.length).toBe(1);
  });

  it('means a group, a model, or phones with an older file', async () => {
    const { desk } = createRolloutWorld();
    expect(desk.choose({ isStale: false, group: 'hall' })).toEqual([macAt(0), macAt(1)]);
    expect(desk.choose({ isStale: false, model: 'fanvil-x4' })).toEqual([FAR, MUTE]);
    expect(desk.choose({ isStale: false, group: 'hall', model: 'fanvil-x4' })).toEqual([]);
    expect(desk.choose({ isStale: true })).toEqual([]);
    expect(desk.choose({ macs: ['02:00:00:00:00:01' as Mac] })).toMatch(/has no phone 02:/);
  });

  it.each<[string, unknown]>([
    ['no action', { phones: EIGHT }],
    ['another action', { action: 'explode', phones: EIGHT }],
    ['no phones', { action: 'resync' }],
    ['phones of two kinds', { action: 'resync', phones: EIGHT, where: { stale: true } }],
    ['an empty list', { action: 'resync', phones: [] }],
    ['what is no MAC', { action: 'resync', phones: ['hall'] }],
    ['all phones by mistake', { action: 'resync', where: {} }],
    ['all phones by mistake too', { action: 'resync', where: { stale: false } }],
    ['a field that nobody knows', { action: 'resync', phones: EIGHT, atonce: 3 }],
    ['another field of where', { action: 'resync', where: { stall: true } }],
    ['none at once', { action: 'resync', phones: EIGHT, atOnce: 0 }],
    ['too many at once', { action: 'resync', phones: EIGHT, atOnce: 101 }],
    ['none a second', { action: 'resync', phones: EIGHT, perSecond: 0 }],
    ['too many a second', { action: 'resync', phones: EIGHT, perSecond: 21 }],
    ['an empty wave', { action: 'resync', phones: EIGHT, waves: [1, 0] }],
    ['waves that are none', { action: 'resync', phones: EIGHT, waves: 5 }],
    ['too many waves', { action: 'resync', phones: EIGHT, waves: Array(11).fill(1) }],
    ['a text', 'resync'],
    ['nothing', undefined],
  ])('is refused with %s', async (_, wish) => {
    const { ask, paths } = createRolloutWorld();
    const { status, text } = await ask('POST', '/rollouts', wish);
    expect(status).toBe(400);
    expect(text).toMatch(/\w/);
    expect(paths).toEqual([]);
  });

  it('is said of one that is there', async () => {
    const { ask } = await begin();
    expect((await ask('GET', '/rollouts/2')).status).toBe(404);
    expect((await ask('GET', '/rollouts/x')).status).toBe(404);
    expect((await ask('PATCH', '/rollouts/2', { state: 'paused' })).status).toBe(404);
    expect((await ask('PATCH', '/rollouts/1', { state: 'asleep' })).status).toBe(400);
  });
});

describe('after a restart', () => {
  const noLog = { info() {}, warn() {} };
  const inFolder = async (folder: string) => {
    const records = createRecords(noLog);
    await records.open(folder);
    return records;
  };

  it('it waits for somebody, knows who is back, and asks the others', async () => {
    vi.useRealTimers();
    const folder = await mkdtemp(join(tmpdir(), 'offhook-rollout-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const before = await inFolder(folder);
    vi.useFakeTimers();
    const { pass, fetch, ask, desk } = await begin({ records: before }, { waves: [1, 2] });
    await pass(100);
    fetch(macAt(0));
    await pass(10_500);
    expect((await ask('GET', '/rollouts/1')).value.counts).toMatchObject({ back: 1, answered: 1 });
    await desk.close();
    vi.useRealTimers();
    await before.close();

    const after = await inFolder(folder);
    vi.useFakeTimers();
    const next = createRolloutWorld({ records: after });
    await next.pass(20_000);
    expect(next.paths).toEqual([]);
    const { value } = await next.ask('GET', '/rollouts/1');
    expect(value).toMatchObject({ by: 'a test', state: 'paused', pause: { why: 'restart' } });
    expect(phasesOf(value)).toBe(`back answered${' waiting'.repeat(6)}`);
    // The phone whose turn it was has fetched meanwhile.
    next.fetch(macAt(1));
    await next.ask('PATCH', '/rollouts/1', { state: 'running' });
    await next.pass(12_000);
    expect(next.paths).toMatchObject([{ uri: 'sip:7002@10.20.1.3:5060' }]);
    expect(
      (await next.ask('POST', '/rollouts', { action: 'restart', phones: [FAR] })).value.id,
    ).toBe(2);

    await next.ask('PATCH', '/rollouts/1', { state: 'cancelled' });
    next.fetch(macAt(2));
    await next.pass(12_000);
    vi.useRealTimers();
    await after.close();
    const last = await inFolder(folder);
    vi.useFakeTimers();
    const third = createRolloutWorld({ records: last });
    expect((await third.ask('GET', '/rollouts')).value).toEqual([]);
    const { value: new3 } = await third.ask('POST', '/rollouts', {
      action: 'resync',
      phones: [macAt(0)],
    });
    expect(new3.id).toBe(3);
    vi.useRealTimers();
    await last.close();
  });

  it('nothing goes on that was over, though a crash has left marks of it', () => {
    const rollout = {
      ...({ id: 4, action: 'resync', by: 'a test', beganMs: 0, pace: PACE } as const),
      ...({ isForStale: false, state: 'done', forgiven: 0 } as const),
    };
    const mark = { id: 4, phase: 'back', at: {} };
    const records = (isOver: boolean) => ({
      all: () => new Map([[macAt(0), { past: [], rollout: mark }]]),
      rollouts: () => new Map([[4, { rollout, isOver }]]),
      get: () => ({ past: [] }),
      put() {},
      putRollout() {},
    });
    expect(restoredFrom(records(true), 0)).toEqual({ open: [], lastId: 4 });
    expect(restoredFrom(records(false), 0).open).toHaveLength(1);
  });

  it('nothing begins before it is known what went on', async () => {
    const { desk, ask } = createRolloutWorld();
    vi.spyOn(desk, 'isReady').mockReturnValue(false);
    const { status } = await ask('POST', '/rollouts', { action: 'resync', phones: EIGHT });
    expect(status).toBe(503);
  });
});
