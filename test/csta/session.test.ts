// A session step by step: what happens, and what is to be done then. The phone is played by hand.

import { describe, expect, it } from 'vitest';
import { advance, beginSession, type Session } from '../../src/csta/session/session.js';
import type { Action, Outcome, SessionEvent, Timer } from '../../src/csta/session/types.js';
import { bytesOf, csta, eventBody, MONITOR, STATUS } from './bodies.js';

const DEVICE = 'sip:181@pbx';

const ok = (body: Uint8Array = bytesOf('')): Outcome => ({ kind: 'answered', status: 200, body });
const status = (code: number): Outcome => ({
  kind: 'answered',
  status: code,
  body: bytesOf(''),
});
const answered = (body?: Uint8Array): SessionEvent => ({ kind: 'answered', outcome: ok(body) });
const invited = (outcome: Outcome, timer?: Timer): SessionEvent => ({
  kind: 'invited',
  outcome,
  timer,
});
const SNAPSHOT = csta('SnapshotDeviceResponse');
const RINGS: SessionEvent = {
  kind: 'told',
  body: eventBody('DeliveredEvent', { device: '181', local: 'alerting' }),
};
const STOP: SessionEvent = { kind: 'stop' };
const BYE_DONE: SessionEvent = { kind: 'ended', by: 'us' };

/** As one reads it: `info MonitorStart`, `tell verdict on`, `refresh 300`. Alarms that are called off are left out. */
function read(action: Action): readonly string[] {
  switch (action.kind) {
    case 'info':
      return [`info ${action.request.name}`];
    case 'alarm':
      return action.ms === undefined ? [] : [`${action.what} in ${action.ms / 1_000}`];
    case 'tell': {
      const { news } = action;
      if (news.kind === 'verdict') return [`verdict ${news.verdict}`];
      if (news.kind === 'answer') return [`answer ${news.service} ${news.message.kind}`];
      if (news.kind === 'refused') return [`refused ${news.service}: ${news.why}`];
      if (news.kind === 'no-call') return [`no-call ${news.want}`];
      if (news.kind === 'over') return [`over ${news.end}`];
      if (news.kind === 'odd') return [`odd ${news.why}`];
      return [news.kind === 'event' ? `event ${news.event.name}` : news.kind];
    }
    default:
      return [action.kind];
  }
}

interface Played {
  session: Session;
  readonly seen: string[];
  play(...events: readonly SessionEvent[]): readonly string[];
}

/** `play` returns what came of these events. */
function begin(...events: readonly SessionEvent[]): Played {
  const played: Played = {
    session: beginSession(DEVICE, ['181']),
    seen: [],
    play(...more) {
      const from = played.seen.length;
      for (const event of more) {
        const [session, actions] = advance(played.session, event);
        played.session = session;
        played.seen.push(...actions.flatMap(read));
      }
      return played.seen.slice(from);
    },
  };
  played.play(...events);
  return played;
}

const OPEN = [invited(ok(STATUS)), answered(MONITOR), answered(SNAPSHOT)] as const;

describe('a session', () => {
  it('asks, monitors, looks, and leaves in good order', () => {
    const { seen, play } = begin(...OPEN);
    expect(seen).toEqual([
      ...['verdict on', 'refresh in 300', 'info MonitorStart'],
      ...['answer MonitorStart monitor-started', 'info SnapshotDevice'],
      ...['answer SnapshotDevice snapshot', 'idle'],
    ]);
    expect(play(RINGS)).toEqual(['event DeliveredEvent']);
    expect(play(STOP)).toEqual(['info MonitorStop']);
    expect(play(answered(csta('MonitorStopResponse')))).toEqual([
      ...['answer MonitorStop done', 'bye'],
    ]);
    expect(play(BYE_DONE)).toEqual(['over stopped']);
    expect(play(STOP, RINGS, BYE_DONE)).toEqual([]);
  });

  it('dials, answers and hangs up one by one, whatever comes at once', () => {
    const { play } = begin(...OPEN);
    const wants = play(
      { kind: 'want', want: { kind: 'call', number: '302' } },
      { kind: 'want', want: { kind: 'answer' } },
      RINGS,
    );
    expect(wants).toEqual(['info MakeCall', 'event DeliveredEvent']);
    expect(play(answered(csta('MakeCallResponse')))).toEqual([
      ...['answer MakeCall call-made', 'info AnswerCall'],
    ]);
    expect(play(answered(csta('AnswerCallResponse')))).toEqual(['answer AnswerCall done', 'idle']);
    expect(play({ kind: 'want', want: { kind: 'hangup' } })).toEqual(['info ClearConnection']);
  });

  it('names the call as the phone named it', () => {
    const { session } = begin(...OPEN, RINGS);
    const [, actions] = advance(session, { kind: 'want', want: { kind: 'hangup' } });
    expect(actions).toEqual([
      {
        kind: 'info',
        request: { name: 'ClearConnection', connection: { callId: '7', deviceId: '181' } },
      },
    ]);
  });

  it('says so where there is no call to answer or to end', () => {
    const { play } = begin(...OPEN);
    expect(play({ kind: 'want', want: { kind: 'answer' } })).toEqual(['no-call answer', 'idle']);
    expect(play({ kind: 'want', want: { kind: 'hangup' } })).toEqual(['no-call hangup', 'idle']);
  });

  it('keeps what is wanted while it opens, and eight of that at the most', () => {
    const { play } = begin();
    for (let n = 0; n < 20; n++) play({ kind: 'want', want: { kind: 'snapshot' } });
    const seen = play(...OPEN, ...Array.from({ length: 20 }, () => answered(SNAPSHOT)));
    expect(seen.filter((each) => each === 'info SnapshotDevice')).toHaveLength(1 + 8);
  });

  it('goes on without a monitor or a snapshot that the phone does not give', () => {
    const error = csta('CSTAErrorCode', '<operation>generic</operation>');
    const { seen } = begin(
      invited(ok(STATUS)),
      { kind: 'answered', outcome: status(501) },
      answered(error),
    );
    expect(seen.slice(2)).toEqual([
      ...['info MonitorStart', 'refused MonitorStart: answered 501', 'info SnapshotDevice'],
      ...['refused SnapshotDevice: operation: generic', 'idle'],
    ]);
  });

  it('leaves at once where there is no monitor to stop', () => {
    const { play } = begin(invited(ok(STATUS)), { kind: 'answered', outcome: status(501) });
    play(answered(SNAPSHOT));
    expect(play(STOP)).toEqual(['bye']);
  });

  it('takes an answer that comes in an INFO of the phone', () => {
    const { seen } = begin(invited(ok(STATUS)), answered(), { kind: 'told', body: MONITOR });
    expect(seen.slice(3)).toEqual([
      ...['answer in 4', 'answer MonitorStart monitor-started', 'info SnapshotDevice'],
    ]);
  });

  it('goes on where an answer never comes', () => {
    const { seen } = begin(invited(ok(STATUS)), answered(), { kind: 'due', what: 'answer' });
    expect(seen.slice(4)).toEqual(['answer MonitorStart done', 'info SnapshotDevice']);
  });

  it('stops after the service that is under way', () => {
    const { play } = begin(invited(ok(STATUS)));
    expect(play(STOP)).toEqual([]);
    expect(play(answered(MONITOR))).toEqual([
      ...['answer MonitorStart monitor-started', 'info MonitorStop'],
    ]);
    expect(play({ kind: 'answered', outcome: { kind: 'silence' } })).toEqual([
      ...['refused MonitorStop: no answer', 'bye'],
    ]);
  });

  it('leaves again when it was stopped while it asked', () => {
    const { play } = begin(STOP);
    expect(play(invited(ok(STATUS)))).toEqual(['verdict on', 'bye']);
  });
});

const VERDICTS: readonly (readonly [what: string, outcome: Outcome, seen: readonly string[]])[] = [
  [
    'a phone that is not in order',
    ok(csta('SystemStatus', '<systemStatus>disabled</systemStatus>')),
    ['verdict on-disabled'],
  ],
  ['a call that was taken', ok(bytesOf('v=0')), ['verdict plain-answer', 'bye']],
  ['an answer without a word', ok(), ['verdict plain-answer', 'bye']],
  ['what baresip says', status(500), ['verdict refuses-body', 'over never']],
  ['a body that is not known', status(415), ['verdict refuses-body', 'over never']],
  ['a refusal', status(403), ['verdict refuses-us', 'over never']],
  ['a challenge', status(401), ['verdict asks-password', 'over never']],
  ['another line', status(404), ['verdict no-line', 'over never']],
  ['in use', status(486), ['verdict busy', 'over never']],
  ['another answer', status(302), ['verdict refuses-us', 'over never']],
  ['it rang', { kind: 'rang' }, ['verdict rings', 'over never']],
  ['silence', { kind: 'silence' }, ['verdict no-answer', 'over never']],
  [
    'nobody there',
    { kind: 'unreachable', code: 'ECONNREFUSED' },
    ['verdict unreachable', 'over never'],
  ],
  ['stopped', { kind: 'aborted' }, ['over never']],
];

describe('the verdict', () => {
  it.each(VERDICTS)('%s', (_, outcome, seen) => {
    expect(begin(invited(outcome)).seen.slice(0, seen.length)).toEqual(seen);
  });
});

describe('the session timer', () => {
  const opened = (timer: Timer) => begin(invited(ok(STATUS), timer), ...OPEN.slice(1));
  const due = (what: 'refresh' | 'expiry'): SessionEvent => ({ kind: 'due', what });
  const refreshed = (outcome: Outcome, timer?: Timer): SessionEvent => ({
    kind: 'refreshed',
    outcome,
    timer,
  });
  const byPhone = (timer: Timer): SessionEvent => ({ kind: 'refreshed-by-phone', timer });

  it('is refreshed at its half where that is ours', () => {
    const timer: Timer = { seconds: 600, refresher: 'us' };
    const { seen, play } = opened(timer);
    expect(seen).toContain('refresh in 300');
    expect(play(due('refresh'))).toEqual(['refresh']);
    expect(play(refreshed(ok(), { seconds: 200, refresher: 'us' }))).toEqual(['refresh in 100']);
  });

  it("ends the session where the phone's refresh does not come, and lives on where it does", () => {
    const { seen, play } = opened({ seconds: 600, refresher: 'them' });
    expect(seen).toContain('expiry in 568');
    expect(play(byPhone({ seconds: 90, refresher: 'them' }))).toEqual(['expiry in 60']);
    expect(play(due('expiry'))).toEqual(['bye']);
    expect(play(BYE_DONE)).toEqual(['over expired']);
  });

  it.each([
    ['them', 'us', 'refresh in 45', 'expiry'],
    ['us', 'them', 'expiry in 60', 'refresh'],
  ] as const)(
    'is kept by whom the last refresh names: not %s any more, but %s',
    (before, after, alarm, calledOff) => {
      const { session, play } = opened({ seconds: 600, refresher: before });
      const event = byPhone({ seconds: 90, refresher: after });
      expect(play(event)).toEqual([alarm]);
      const [, actions] = advance(session, event);
      expect(actions).toContainEqual({ kind: 'alarm', what: calledOff, ms: undefined });
    },
  );

  it('that a phone keeps no more is ours, as a sign of life', () => {
    const { play } = opened({ seconds: 600, refresher: 'them' });
    expect(play(byPhone(undefined))).toEqual(['refresh in 300']);
  });

  it('is never so short that the phone is flooded, nor so long that it is no number of a timer', () => {
    expect(opened({ seconds: 1, refresher: 'us' }).seen).toContain('refresh in 45');
    expect(opened({ seconds: 1e12, refresher: 'us' }).seen).toContain('refresh in 43200');
  });

  it('is refreshed once more before it runs out where that was refused, and ends then', () => {
    const timer: Timer = { seconds: 600, refresher: 'us' };
    const { play } = opened(timer);
    expect(play(refreshed(status(491)))).toEqual(['refresh in 150']);
    expect(play(due('refresh'))).toEqual(['refresh']);
    expect(play(refreshed(ok(), timer))).toEqual(['refresh in 300']);
    expect(play(refreshed(status(500)))).toEqual(['refresh in 150']);
    expect(play(refreshed(status(500)))).toEqual(['bye']);
    expect(play(BYE_DONE)).toEqual(['over expired']);
  });

  it('is nothing to a phone that keeps none and refuses: it is asked for a sign of life again', () => {
    const { play } = opened(undefined);
    expect(play(refreshed(status(488)))).toEqual(['refresh in 300']);
    expect(play(refreshed(status(488)))).toEqual(['refresh in 300']);
  });
});

describe('what a phone does by itself', () => {
  it('a BYE, or its vanishing, ends the session', () => {
    expect(begin(...OPEN).play({ kind: 'ended', by: 'them' })).toEqual(['over by-phone']);
    expect(begin(...OPEN).play({ kind: 'ended', by: 'lost' })).toEqual(['over lost']);
  });

  it('what is no message, or answers nobody, is told and changes nothing', () => {
    const { play } = begin(...OPEN);
    expect(play({ kind: 'told', body: bytesOf('hello') })).toEqual(['odd is not well-formed XML']);
    expect(play({ kind: 'told', body: SNAPSHOT })).toEqual(['odd answers what nobody asked']);
    expect(play({ kind: 'told', body: csta('GetDoNotDisturb') })).toEqual([
      'odd is GetDoNotDisturb',
    ]);
    expect(play(answered(SNAPSHOT))).toEqual([]);
  });
});
