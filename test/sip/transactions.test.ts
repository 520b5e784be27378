import { describe, expect, it } from 'vitest';
import {
  advanceClient,
  beginClient,
  type ClientTransaction,
  nextClientMs,
} from '../../src/sip/transaction/client.js';
import { advanceServer, beginServer, nextServerMs } from '../../src/sip/transaction/server.js';

/** Lets time pass until it is over: when what was done. */
function silence(begun: ClientTransaction): readonly string[] {
  const done: string[] = [];
  let transaction = begun;
  for (let at = nextClientMs(transaction); at < Number.POSITIVE_INFINITY; ) {
    const step = advanceClient(transaction, { type: 'time' }, at, 180_000);
    done.push(...step.actions.map((action) => `${at} ${action}`));
    transaction = step.transaction;
    at = nextClientMs(transaction);
  }
  return done;
}

const begin = (isInvite: boolean, isReliable = false) => beginClient({ isInvite, isReliable }, 0);

function answers(begun: ClientTransaction, ...statuses: readonly number[]) {
  let transaction = begun;
  const actions = statuses.map((status) => {
    const step = advanceClient(transaction, { type: 'response', status }, 100, 180_000);
    transaction = step.transaction;
    return step.actions.join(' ');
  });
  return { transaction, actions };
}

describe('a request that nobody answers', () => {
  it('is sent again after T1, doubling up to T2, and given up after 64 T1 (timers E and F)', () => {
    const at = [500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500];
    expect(silence(begin(false))).toEqual([...at.map((each) => `${each} send`), '32000 time-out']);
  });

  it('doubles without a limit where it is an INVITE (timers A and B)', () => {
    const at = [500, 1500, 3500, 7500, 15_500, 31_500];
    expect(silence(begin(true))).toEqual([...at.map((each) => `${each} send`), '32000 time-out']);
  });

  it('is sent once by TCP', () => {
    expect(silence(begin(false, true))).toEqual(['32000 time-out']);
    expect(silence(begin(true, true))).toEqual(['32000 time-out']);
  });

  it('is given up sooner where that was asked for', () => {
    const ping = beginClient({ isInvite: false, isReliable: false, giveUpMs: 2_000 }, 0);
    expect(silence(ping)).toEqual(['500 send', '1500 send', '2000 time-out']);
  });
});

describe('an answer', () => {
  it('that is provisional is delivered, and slows repetition to T2', () => {
    const { transaction, actions } = answers(begin(false), 100);
    expect(actions).toEqual(['deliver']);
    expect(silence(transaction).slice(0, 2)).toEqual(['500 send', '4500 send']);
  });

  it('that is provisional stops an INVITE, which may ring for as long as timer C', () => {
    const { transaction } = answers(begin(true), 180, 180);
    expect(silence(transaction)).toEqual(['180100 time-out']);
  });

  it('that is final is delivered once; repetitions are taken for T4 (timer K)', () => {
    const { transaction, actions } = answers(begin(false), 200, 200, 180);
    expect(actions).toEqual(['deliver', '', '']);
    expect(nextClientMs(transaction)).toBe(5_100);
    expect(silence(transaction)).toEqual([]);
    expect(answers(begin(false, true), 200).transaction.state).toBe('terminated');
  });

  it('that refuses an INVITE is acknowledged each time (timer D)', () => {
    const { transaction, actions } = answers(begin(true), 180, 486, 486, 200);
    expect(actions).toEqual(['deliver', 'acknowledge deliver', 'acknowledge', '']);
    expect(nextClientMs(transaction)).toBe(32_100);
  });

  it('that accepts an INVITE is delivered each time: its ACK is not the transaction’s', () => {
    const { transaction, actions } = answers(begin(true), 200, 200, 486);
    expect(actions).toEqual(['deliver', 'deliver', '']);
    expect(transaction.state).toBe('accepted');
    expect(nextClientMs(transaction)).toBe(32_100);
  });
});

describe('a request that came in', () => {
  const run = (
    isInvite: boolean,
    isReliable: boolean,
    events: readonly (number | 'again' | 'ack')[],
  ) => {
    let transaction = beginServer(isInvite, isReliable);
    const actions = events.map((each) => {
      const event =
        typeof each === 'number'
          ? ({ type: 'answer', status: each } as const)
          : ({ type: each } as const);
      const step = advanceServer(transaction, event, 0);
      transaction = step.transaction;
      return step.actions.join(' ');
    });
    return { transaction, actions };
  };
  const pass = (begun: ReturnType<typeof beginServer>) => {
    const done: string[] = [];
    let transaction = begun;
    for (let at = nextServerMs(transaction); at < Number.POSITIVE_INFINITY; ) {
      const step = advanceServer(transaction, { type: 'time' }, at);
      done.push(...step.actions.map((action) => `${at} ${action}`));
      transaction = step.transaction;
      at = nextServerMs(transaction);
    }
    return done;
  };

  it('is answered once, and again when it comes again', () => {
    const { transaction, actions } = run(false, false, ['again', 200, 'again', 200]);
    expect(actions).toEqual(['', 'send', 'send', '']);
    expect(nextServerMs(transaction)).toBe(32_000);
    expect(pass(transaction)).toEqual([]);
    expect(run(false, true, [200]).transaction.state).toBe('terminated');
  });

  it('as an INVITE has its answer sent until the ACK comes', () => {
    const { transaction, actions } = run(true, false, ['again', 200, 'again']);
    expect(actions).toEqual(['send-trying', 'send', 'send']);
    const at = [500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500];
    expect(pass(transaction)).toEqual([
      ...at.map((each) => `${each} send`),
      '32000 unacknowledged',
    ]);
    expect(run(true, false, [200, 'ack', 'again', 'ack']).actions).toEqual(['send', '', '', '']);
    expect(pass(run(true, false, [200, 'ack']).transaction)).toEqual([]);
  });

  it('as an INVITE over TCP has a 2xx repeated, and a refusal not', () => {
    expect(pass(run(true, true, [200]).transaction)).toContain('500 send');
    expect(pass(run(true, true, [486]).transaction)).toEqual(['32000 unacknowledged']);
  });
});
