// Two manager interfaces, of which one shows what the lines of the other are doing.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAmi } from '../../../src/pbx/ami/client.js';
import type { AmiField } from '../../../src/pbx/ami/message.js';
import { AMI_TIMES } from '../../../src/pbx/ami/talk.js';
import { createStateCarrier, type StateCarrier } from '../../../src/pbx/states/carry-states.js';
import { soak } from '../../soak.js';
import { type FakeAsterisk, refused, startFakeAsterisk } from '../ami/fake-asterisk.js';

const LINKS = [{ from: 'main', to: 'branch', lines: ['7001', '7002'] }];

let main: FakeAsterisk;
let branch: FakeAsterisk;
let carrier: StateCarrier;
const closing: (() => Promise<void>)[] = [];
let refusals: string[] = [];
/** What devices of the one are doing, and what the other shows. */
let doing: Record<string, string> = {};
let shown: Record<string, string> = {};

const change = (device: string, state: string): readonly AmiField[] => [
  ['Event', 'DeviceStateChange'],
  ['Device', device],
  ['State', state],
];

function connect(name: string, fake: FakeAsterisk, times = AMI_TIMES): () => Promise<void> {
  const client = connectAmi(
    fake.server,
    {
      onConnected: (session) => carrier.up(name, session),
      onEvent: (event) => carrier.hear(name, event),
      onLost: () => carrier.lost(name),
    },
    { delayMs: () => 20, times },
  );
  closing.push(() => client.close());
  return client.close;
}

beforeEach(async () => {
  [doing, shown, refusals] = [{ 'SIP/7001': 'NOT_INUSE' }, {}, []];
  [main, branch] = await Promise.all([startFakeAsterisk(), startFakeAsterisk()]);
  main.answers.set('Getvar', ({ variable = '' }) => {
    const device = /^DEVICE_STATE\((.*)\)$/.exec(variable)?.[1] ?? '';
    return [
      [
        ['Response', 'Success'],
        ['Value', doing[device] ?? 'INVALID'],
      ],
    ];
  });
  branch.answers.set('Setvar', ({ variable = '', value = '' }) => {
    shown[/^DEVICE_STATE\(Custom:(.*)\)$/.exec(variable)?.[1] ?? ''] = value;
    return [[['Response', 'Success']]];
  });
  carrier = createStateCarrier({
    links: LINKS,
    refused: (pbx, why) => refusals.push(`${pbx}: ${why}`),
  });
});

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
  await Promise.all([main.close(), branch.close()]);
});

/** All that was set, in order. */
const settings = () =>
  branch.asked.flatMap(({ action, variable = '', value = '' }) =>
    action === 'Setvar' ? [`${/Custom:([^)]*)/.exec(variable)?.[1]} ${value}`] : [],
  );

const shows = (device: string, state: string) => branch.until(() => shown[device] === state);

describe('what lines are doing', () => {
  it('is looked at first, then carried as it changes', async () => {
    connect('main', main);
    connect('branch', branch);
    await shows('7001*main', 'NOT_INUSE');
    await shows('7002*main', 'UNAVAILABLE');
    main.tell(change('SIP/7001', 'RINGING'), change('Custom:7002*x', 'INUSE'));
    await shows('7001*main', 'RINGING');
    expect(shown).toEqual({ '7001*main': 'RINGING', '7002*main': 'UNAVAILABLE' });
    expect(main.asked.map(({ action }) => action)).not.toContain('Setvar');
  });

  it('is not known while their PBX is lost, and looked at anew when it is back', async () => {
    connect('branch', branch);
    connect('main', main);
    await shows('7001*main', 'NOT_INUSE');
    doing['SIP/7001'] = 'INUSE';
    const lost = shows('7001*main', 'UNAVAILABLE');
    main.drop();
    await lost;
    await shows('7001*main', 'INUSE');
    expect(shown['7002*main']).toBe('UNAVAILABLE');
  });

  it('is told again to a PBX that comes back', async () => {
    connect('main', main);
    connect('branch', branch);
    await shows('7001*main', 'NOT_INUSE');
    shown = {};
    branch.drop();
    await shows('7001*main', 'NOT_INUSE');
    expect(branch.logins.accepted).toBe(2);
  });

  it('is UNAVAILABLE once nobody looks any more', async () => {
    connect('main', main);
    connect('branch', branch);
    await shows('7001*main', 'NOT_INUSE');
    await carrier.close();
    expect(shown).toEqual({ '7001*main': 'UNAVAILABLE', '7002*main': 'UNAVAILABLE' });
  });

  it('is carried as other links say from then on', async () => {
    connect('main', main);
    connect('branch', branch);
    await shows('7001*main', 'NOT_INUSE');
    doing['SIP/7003'] = 'ONHOLD';
    await carrier.replace([{ from: 'main', to: 'branch', lines: ['7003'] }]);
    await shows('7003*main', 'ONHOLD');
    expect(shown['7001*main']).toBe('UNAVAILABLE');
  });

  it('comes through a flood of changes, the newest of each, with few answers awaited at once', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `${7000 + index}`);
    await carrier.replace([{ from: 'main', to: 'branch', lines }]);
    connect('branch', branch);
    connect('main', main);
    await shows('7499*main', 'UNAVAILABLE');
    const before = branch.asked.length;
    const burst = (state: string) =>
      main.tell(...lines.map((line) => change(`SIP/${line}`, state)));
    for (let round = 0; round < 20; round++) burst(round % 2 ? 'INUSE' : 'RINGING');
    burst('ONHOLD');
    await branch.until(() => lines.every((line) => shown[`${line}*main`] === 'ONHOLD'));
    expect(branch.asked.length - before).toBeLessThanOrEqual(21 * lines.length);
  });

  it('heard while other links are being looked at is newer than the answer', async () => {
    connect('main', main);
    connect('branch', branch);
    await shows('7001*main', 'NOT_INUSE');
    doing['SIP/7003'] = 'NOT_INUSE';
    const answer = main.answers.get('Getvar');
    main.answers.set('Getvar', (asked) => {
      if (asked.variable?.includes('SIP/7003')) {
        queueMicrotask(() => main.tell(change('SIP/7003', 'INUSE')));
      }
      return answer?.(asked);
    });
    await carrier.replace([{ from: 'main', to: 'branch', lines: ['7003'] }]);
    main.tell(change('SIP/7003', 'RINGING'));
    await shows('7003*main', 'RINGING');
    const told = settings().filter((each) => each.startsWith('7003'));
    expect(told).toEqual(['7003*main INUSE', '7003*main RINGING']);
  });

  it('is told again where a PBX was too busy to answer in time', async () => {
    const times = { ...AMI_TIMES };
    connect('main', main);
    connect('branch', branch, times);
    await shows('7001*main', 'NOT_INUSE');
    await shows('7002*main', 'UNAVAILABLE');
    const set = branch.answers.get('Setvar');
    let isBusy = true;
    branch.answers.set('Setvar', (asked) => {
      if (!isBusy) return set?.(asked);
      isBusy = false;
      return undefined;
    });
    times.answerMs = 100;
    main.tell(change('SIP/7001', 'INUSE'));
    await shows('7001*main', 'INUSE');
    expect(settings().slice(-2)).toEqual(['7001*main INUSE', '7001*main INUSE']);
  });

  it('of two that show each other theirs is in the end what it was last, however much changes', async () => {
    const [of, to] = [Array.from({ length: 50 }, (_, at) => `${7000 + at}`), ['8001', '8002']];
    await carrier.replace([
      { from: 'main', to: 'branch', lines: of },
      { from: 'branch', to: 'main', lines: to },
    ]);
    // As Asterisk does: whoever sets a state is told of it, and of the hints that show it.
    for (const fake of [main, branch]) {
      fake.answers.set('Setvar', ({ variable = '', value = '' }) => {
        const device = /\((.*)\)/.exec(variable)?.[1] ?? '';
        if (fake === branch) shown[device.slice('Custom:'.length)] = value;
        fake.tell(change(device, value));
        fake.tell([
          ['Event', 'ExtensionStatus'],
          ['Hint', device],
          ['Status', '1'],
        ]);
        return [[['Response', 'Success']]];
      });
    }
    connect('main', main);
    connect('branch', branch);
    await shows('7049*main', 'UNAVAILABLE');
    // That is shown also before the one is there whose lines they are.
    await main.until(
      () => main.asked.filter(({ action }) => action === 'Setvar').length >= to.length,
    );
    const [before, count] = [settings().length, soak(2_000, 60_000)];
    const states = ['RINGING', 'INUSE', 'NOT_INUSE', 'ONHOLD', 'UNAVAILABLE'];
    for (let at = 0; at < count; at++) {
      const [line = '', state = ''] = [of[(at * 7) % of.length], states[(at * 11) % states.length]];
      main.tell(change(`PJSIP/${line}`, state));
      if (at % 100 === 0) await new Promise(setImmediate);
    }
    // What comes last was never shown before: else it might be taken for the end on the way there.
    const last: Record<string, string> = {};
    for (const [at, line] of of.entries()) {
      const state = at % 2 === 0 ? 'BUSY' : 'RINGINUSE';
      main.tell(change(`PJSIP/${line}`, state));
      last[`${line}*main`] = state;
    }
    await branch.until(() => Object.entries(last).every(([name, state]) => shown[name] === state));
    expect(shown).toEqual(last);
    expect(settings().length - before).toBeLessThanOrEqual(count + of.length);
    // The two lines that it does not have: nothing of the others' came back.
    expect(
      new Set(main.asked.map(({ action, variable }) => action === 'Setvar' && variable)),
    ).toEqual(new Set([false, ...to.map((line) => `DEVICE_STATE(Custom:${line}*branch)`)]));
  });

  it('is said once to be refused, and not tried on and on', async () => {
    branch.answers.set('Setvar', () => refused('Permission denied'));
    connect('branch', branch);
    connect('main', main);
    await branch.until(() => branch.asked.length > 0);
    main.tell(change('SIP/7001', 'INUSE'));
    await expect.poll(() => refusals).toEqual(['branch: Permission denied']);
  });
});
