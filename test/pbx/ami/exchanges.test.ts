import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExchanges } from '../../../src/pbx/ami/exchanges.js';
import type { AmiField, AmiMessage } from '../../../src/pbx/ami/message.js';
import { retryDelayMs } from '../../../src/pbx/ami/retry.js';
import { soak } from '../../soak.js';

const message = (...fields: readonly AmiField[]): AmiMessage => ({ fields });
const LIST = { action: 'PJSIPShowContacts', isList: true, answerMs: 1_000 };
const ONE = { action: 'Ping', isList: false, answerMs: 1_000 };

function begin(question = LIST, nowMs = 0) {
  const exchanges = createExchanges();
  const { id = '', answer = Promise.reject() } = exchanges.begin(question, nowMs) ?? {};
  const say = (at: number, ...fields: readonly AmiField[]) =>
    exchanges.take(message(...fields, ['ActionID', id]), at);
  return { exchanges, answer, id, say };
}

describe('an answer', () => {
  it('is the response with the id of the action, however the name of the id is written', async () => {
    const { exchanges, answer, id } = begin(ONE);
    expect(exchanges.take(message(['Event', 'Newchannel']), 0)).toBe(false);
    expect(exchanges.take(message(['Response', 'Success'], ['ActionId', id]), 0)).toBe(true);
    expect((await answer).response.fields[0]).toEqual(['Response', 'Success']);
  });

  it('is of several actions at once each its own', async () => {
    const { exchanges, answer, id } = begin(ONE);
    const other = exchanges.begin(ONE, 0);
    exchanges.take(message(['Response', 'Second'], ['ActionID', other?.id ?? '']), 0);
    exchanges.take(message(['Response', 'First'], ['ActionID', id]), 0);
    expect((await answer).response.fields[0]?.[1]).toBe('First');
    expect((await other?.answer)?.response.fields[0]?.[1]).toBe('Second');
  });

  it('is a list from its response to its end, without what others say between', async () => {
    const { exchanges, answer, say } = begin();
    say(0, ['Response', 'Success'], ['EventList', 'start']);
    say(0, ['Event', 'ContactList'], ['Uri', 'a']);
    expect(exchanges.take(message(['Event', 'ContactStatus']), 0)).toBe(false);
    say(0, ['Event', 'ContactList'], ['Uri', 'b']);
    say(0, ['Event', 'ContactListComplete'], ['EventList', 'Complete']);
    const { events } = await answer;
    expect(events.map(({ fields }) => fields[1])).toEqual([
      ['Uri', 'a'],
      ['Uri', 'b'],
    ]);
  });

  const SHORT: readonly (readonly AmiField[])[] = [
    [
      ['Response', 'Error'],
      ['Message', 'Permission denied'],
    ],
    [['Response', 'Success']],
  ];
  it.each(SHORT)('is no list where none follows: %j', async (...fields) => {
    const { answer, say } = begin();
    say(0, ...fields);
    expect((await answer).events).toEqual([]);
  });

  it('that is late is nobody else’s', async () => {
    const { exchanges, answer, say } = begin();
    exchanges.tick(1_001);
    await expect(answer).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(say(2_000, ['Response', 'Success'])).toBe(true);
    expect(exchanges.count).toBe(0);
  });

  it('is waited for as long as its entries come', async () => {
    const { exchanges, answer, say } = begin();
    say(0, ['Response', 'Success'], ['EventList', 'start']);
    for (const at of [900, 1_800, 2_700]) {
      say(at, ['Event', 'ContactList']);
      exchanges.tick(at + 100);
    }
    say(2_800, ['Event', 'ContactListComplete'], ['EventList', 'Complete']);
    expect((await answer).events).toHaveLength(3);
  });

  it('is given up when its entries come on and on', async () => {
    const { exchanges, answer, say } = begin();
    say(0, ['Response', 'Success'], ['EventList', 'start']);
    for (let at = 900; at <= 20_000; at += 900) {
      say(at, ['Event', 'ContactList']);
      exchanges.tick(at);
    }
    expect(exchanges.count).toBe(1);
    say(20_001, ['Event', 'ContactList']);
    exchanges.tick(20_001);
    await expect(answer).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('is given up when what it is made of fills a memory, though its words are few', async () => {
    const { exchanges, answer, id, say } = begin();
    say(0, ['Response', 'Success'], ['EventList', 'start']);
    const entry = message(
      ['ActionID', id],
      ...Array.from({ length: 1_000 }, () => ['', ''] as const),
    );
    for (let entries = 0; entries < 2_000 && exchanges.count > 0; entries++) {
      exchanges.take(entry, 0);
    }
    expect(exchanges.count).toBe(0);
    await expect(answer).rejects.toMatchObject({ code: 'EMSGSIZE' });
  });

  it('is given up when it is longer than any site', async () => {
    const { answer, say } = begin();
    say(0, ['Response', 'Success'], ['EventList', 'start']);
    const entry: AmiField = ['Event', 'x'.repeat(1_000_000)];
    for (let count = 0; count < 200; count++) say(0, entry);
    await expect(answer).rejects.toMatchObject({ code: 'EMSGSIZE' });
  });

  it('is not waited for by more than can be', async () => {
    const { exchanges, answer } = begin();
    for (let count = 0; count < 20_000; count++) {
      exchanges.begin(ONE, 0)?.answer.catch(() => {});
    }
    expect(exchanges.begin(ONE, 0)).toBeUndefined();
    expect(exchanges.count).toBeLessThan(20_000);
    exchanges.end(Object.assign(new Error('lost'), { code: 'ENOTCONN' }));
    await expect(answer).rejects.toThrow('lost');
  });
});

describe('any messages', () => {
  it('settle an action once, and are remembered no longer than it', () => {
    const words = fc.constantFrom('Success', 'Error', 'start', 'Complete', 'Cancelled', '', '\0');
    const names = fc.constantFrom('Response', 'Event', 'EventList', 'ActionID', '', '__proto__');
    const some = fc.array(fc.tuple(names, words), { maxLength: 4 });
    const ids = fc.constantFrom('offhook-1', 'offhook-2', 'offhook-99', 'offhook-', 'x');
    fc.assert(
      fc.property(fc.array(fc.tuple(some, ids), { maxLength: 30 }), (messages) => {
        const exchanges = createExchanges();
        for (const question of [LIST, ONE]) exchanges.begin(question, 0)?.answer.catch(() => {});
        for (const [fields, id] of messages) {
          const left = exchanges.count;
          exchanges.take(message(...fields, ['ActionID', id]), 0);
          expect(left - exchanges.count).toBeOneOf([0, 1]);
        }
        exchanges.tick(10_000);
        expect(exchanges.count).toBe(0);
      }),
      { numRuns: soak(1_000, 100_000) },
    );
  });
});

describe('what was lost is tried again', () => {
  const delays = (code: string, random = 0.5) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => retryDelayMs(failures, code, random));

  it('soon, and then less and less often', () => {
    const seconds = [1, 2, 4, 8, 16, 32, 60, 60, 60];
    expect(delays('ECONNREFUSED')).toEqual(seconds.map((each) => each * 1_000));
  });

  it('rarely, where the login was refused', () => {
    const minutes = [1, 2, 4, 8, 10, 10, 10, 10, 10];
    expect(delays('EACCES')).toEqual(minutes.map((each) => each * 60_000));
  });

  it('not by all in one moment', () => {
    expect([delays('ETIMEDOUT', 0)[0], delays('ETIMEDOUT', 0.999)[0]]).toEqual([750, 1_250]);
  });
});
