// A uaCSTA session: INVITE with RequestSystemStatus, MonitorStart, what is wanted, MonitorStop, BYE. Decides only: a state
// and an event in, the next state and what is to be done out. Services go one by one, for an answer does not say to which.

import type { CstaMessage } from '../codec/message.js';
import { readCsta } from '../codec/read-message.js';
import type { CstaRequest, CstaService } from '../codec/write-request.js';
import { afterEvent, afterSnapshot, idleLine, type Line } from '../line/line.js';
import { verdictOfStatus, verdictOfSystemStatus } from '../verdicts.js';
import { requestOf } from './request-of.js';
import type { Action, Due, End, News, Outcome, SessionEvent, Timer, Want } from './types.js';

/** `asking`: the INVITE is under way. `stopping`: nothing new is begun. */
type Phase = 'asking' | 'open' | 'stopping' | 'leaving' | 'over';

export interface Session {
  readonly phase: Phase;
  /** How a monitor names the line, `sip:181@pbx`. */
  readonly device: string;
  readonly line: Line;
  /** Of our monitor; undefined: there is none. */
  readonly crossRef?: string;
  /** The one service under way. */
  readonly asked?: CstaRequest;
  readonly wants: readonly Want[];
  readonly timer: Timer;
  /** The last refresh, which there is once more before the session runs out. */
  readonly isRefused?: true;
  /** How it will have ended where that is known before the BYE. */
  readonly end?: End;
}

export type Step = readonly [next: Session, actions: readonly Action[]];

/** More wants than these at a time are forgotten: somebody leans on a button. */
const MAX_WANTS = 8;
/** Without a session timer of the phone: by this we learn that it is still there. */
const SIGN_OF_LIFE_MS = 300_000;
/** For the answer to a service that came neither with its 200 nor before it. */
const ANSWER_MS = 4_000;
/** Before the end of the session somebody must have refreshed it (RFC 4028 section 10). */
const GRACE_SECONDS = 32;
/** Of a session timer: the least that RFC 4028 has, and more than which nobody waits. */
const [LEAST_SECONDS, MOST_SECONDS] = [90, 86_400];

/** `names`: its number, and what a monitor calls it where that is another. The INVITE is under way from the beginning. */
export function beginSession(device: string, names: readonly string[]): Session {
  return { phase: 'asking', device, line: idleLine(...names), wants: [], timer: undefined };
}

export function advance(session: Session, event: SessionEvent): Step {
  if (session.phase === 'over') return [session, []];
  switch (event.kind) {
    case 'invited':
      return invited(session, event.outcome, event.timer);
    case 'answered':
      return answered(session, event.outcome);
    case 'told':
      return told(session, readCsta(event.body));
    case 'refreshed-by-phone':
      return session.phase === 'open' ? withTimer(session, event.timer) : [session, []];
    case 'refreshed':
      return refreshed(session, event.outcome, event.timer);
    case 'due':
      return due(session, event.what);
    case 'want':
      if (session.phase !== 'asking' && session.phase !== 'open') return [session, []];
      return next({ ...session, wants: [...session.wants, event.want].slice(0, MAX_WANTS) });
    case 'stop':
      return stop(session);
    case 'ended':
      return ended(session, event.by);
  }
}

const tell = (news: News): Action => ({ kind: 'tell', news });
const over = (session: Session, end: End): Step => [
  { ...session, phase: 'over' },
  [...NO_ALARMS, tell({ kind: 'over', end })],
];

const NO_ALARMS: readonly Action[] = (['refresh', 'expiry', 'answer'] as const).map((what) => ({
  kind: 'alarm',
  what,
  ms: undefined,
}));

/** What was done before comes first. */
function then(actions: readonly Action[], [session, more]: Step): Step {
  return [session, [...actions, ...more]];
}

function invited(session: Session, outcome: Outcome, timer: Timer): Step {
  if (outcome.kind !== 'answered' || outcome.status >= 300) {
    const news = failedInvite(outcome);
    return then(news ? [tell(news)] : [], over(session, 'never'));
  }
  const message = readCsta(outcome.body);
  if (message.kind !== 'system-status') {
    const said = message.kind === 'unreadable' ? `its answer ${message.why}` : describe(message);
    const news: News = { kind: 'verdict', verdict: 'plain-answer', status: outcome.status, said };
    return [{ ...session, phase: 'leaving', end: 'stopped' }, [tell(news), { kind: 'bye' }]];
  }
  const verdict = verdictOfSystemStatus(message.status);
  const news: News = { kind: 'verdict', verdict, status: outcome.status, said: message.status };
  // `stop` may have come while the INVITE was under way.
  if (session.phase === 'stopping') return then([tell(news)], leave(session));
  const open: Session = { ...session, phase: 'open', timer };
  const { device } = session;
  const asked: CstaRequest = { name: 'MonitorStart', device };
  return [{ ...open, asked }, [tell(news), ...alarms(timer), { kind: 'info', request: asked }]];
}

function failedInvite(outcome: Outcome): News | undefined {
  switch (outcome.kind) {
    case 'answered':
      return { kind: 'verdict', verdict: verdictOfStatus(outcome.status), status: outcome.status };
    case 'rang':
      return { kind: 'verdict', verdict: 'rings' };
    case 'silence':
      return { kind: 'verdict', verdict: 'no-answer' };
    case 'unreachable':
      return { kind: 'verdict', verdict: 'unreachable', said: outcome.code };
    case 'malformed':
      return { kind: 'verdict', verdict: 'broken-answer', said: `the message ${outcome.reason}` };
    case 'aborted':
      return undefined;
  }
}

/** One of the two: who refreshes may change. */
function alarms(timer: Timer): readonly Action[] {
  const isTheirs = timer?.refresher === 'them';
  const ms = timer ? alarmMs(timer) : SIGN_OF_LIFE_MS;
  return [
    { kind: 'alarm', what: 'refresh', ms: isTheirs ? undefined : ms },
    { kind: 'alarm', what: 'expiry', ms: isTheirs ? ms : undefined },
  ];
}

function alarmMs(timer: NonNullable<Timer>): number {
  const seconds = Math.min(Math.max(timer.seconds, LEAST_SECONDS), MOST_SECONDS);
  if (timer.refresher === 'us') return seconds * 500;
  return (seconds - Math.min(GRACE_SECONDS, seconds / 3)) * 1_000;
}

function answered(session: Session, outcome: Outcome): Step {
  const { asked } = session;
  if (!asked) return [session, []];
  if (outcome.kind !== 'answered') return refusedBy(session, asked, whySilent(outcome));
  if (outcome.status >= 300) return refusedBy(session, asked, `answered ${outcome.status}`);
  // The answer of CSTA may come in an INFO of its own.
  if (outcome.body.length === 0) {
    return asked.name === 'MonitorStop'
      ? done(session, asked, { kind: 'done', name: asked.name })
      : [session, [{ kind: 'alarm', what: 'answer', ms: ANSWER_MS }]];
  }
  return done(session, asked, readCsta(outcome.body));
}

function whySilent(outcome: Exclude<Outcome, { kind: 'answered' }>): string {
  if (outcome.kind === 'unreachable') return outcome.code;
  return outcome.kind === 'malformed' ? `the message ${outcome.reason}` : 'no answer';
}

function refusedBy(session: Session, { name }: CstaRequest, why: string): Step {
  const { asked, ...free } = session;
  return then([tell({ kind: 'refused', service: name, why })], next(free, name));
}

function done(session: Session, asked: CstaRequest, message: CstaMessage): Step {
  if (message.kind === 'error') {
    return refusedBy(session, asked, [message.category, message.code].filter(Boolean).join(': '));
  }
  if (message.kind === 'unreadable') return refusedBy(session, asked, `the answer ${message.why}`);
  const { asked: _, ...rest } = session;
  const line = message.kind === 'snapshot' ? afterSnapshot(rest.line, message.calls) : rest.line;
  const monitor = message.kind === 'monitor-started' ? { crossRef: message.crossRef } : {};
  const free: Session = { ...rest, line, ...monitor };
  const news: News = { kind: 'answer', service: asked.name, message, line };
  return then(
    [{ kind: 'alarm', what: 'answer', ms: undefined }, tell(news)],
    next(free, asked.name),
  );
}

/** Begins what is wanted next. `service`: what has just come to its end. */
function next(session: Session, service?: CstaService): Step {
  if (service === 'MonitorStop') return leave(session);
  if (session.asked || session.phase === 'asking') return [session, []];
  if (session.phase === 'stopping') return leave(session);
  if (session.phase !== 'open') return [session, []];
  // Calls that were there before the monitor are told of by this alone.
  if (service === 'MonitorStart') {
    return ask(session, { name: 'SnapshotDevice', device: session.device });
  }
  const [want, ...wants] = session.wants;
  if (!want) return service ? [session, [tell({ kind: 'idle' })]] : [session, []];
  const rest: Session = { ...session, wants };
  const wanted = requestOf(want, session.line, session.device);
  if ('request' in wanted) return ask(rest, wanted.request);
  const news: News = { kind: 'no-call', want: want.kind, why: wanted.why };
  return then([tell(news)], wants.length > 0 ? next(rest) : [rest, [tell({ kind: 'idle' })]]);
}

function ask(session: Session, asked: CstaRequest): Step {
  return [{ ...session, asked }, [{ kind: 'info', request: asked }]];
}

function told(session: Session, message: CstaMessage): Step {
  const { asked } = session;
  switch (message.kind) {
    case 'event': {
      const line = afterEvent(session.line, message.event);
      return [{ ...session, line }, [tell({ kind: 'event', event: message.event, line })]];
    }
    case 'unreadable':
      return [session, [tell({ kind: 'odd', why: message.why })]];
    case 'system-status':
    case 'other':
      return [session, [tell({ kind: 'odd', why: `is ${describe(message)}` })]];
    default:
      if (asked) return done(session, asked, message);
      return [session, [tell({ kind: 'odd', why: 'answers what nobody asked' })]];
  }
}

function describe(message: CstaMessage): string {
  if (message.kind === 'other' || message.kind === 'done') return message.name;
  if (message.kind === 'error') return `CSTAErrorCode ${message.category} ${message.code}`;
  return message.kind;
}

/** From now on, as long again. */
function withTimer({ isRefused: _, ...session }: Session, timer: Timer): Step {
  return [{ ...session, timer }, alarms(timer)];
}

function refreshed(session: Session, outcome: Outcome, timer: Timer): Step {
  if (session.phase !== 'open') return [session, []];
  if (outcome.kind === 'answered' && outcome.status < 300) {
    return withTimer(session, timer);
  }
  // Who keeps no timer need not know how to refresh. That it is gone altogether the dialog says, which is asked of it again.
  const kept = session.timer;
  if (!kept) return [session, alarms(kept)];
  if (session.isRefused) return leave({ ...session, end: 'expired' });
  // A session ends with its time alone (RFC 4028 section 10): that both ask at once, or that one is busy, passes.
  return [
    { ...session, isRefused: true },
    [{ kind: 'alarm', what: 'refresh', ms: alarmMs(kept) / 2 }],
  ];
}

function due(session: Session, what: Due): Step {
  if (what === 'refresh') return [session, [{ kind: 'refresh' }]];
  if (what === 'expiry') return leave({ ...session, end: 'expired' });
  const { asked } = session;
  return asked ? done(session, asked, { kind: 'done', name: asked.name }) : [session, []];
}

function stop(session: Session): Step {
  if (session.phase === 'stopping' || session.phase === 'leaving') return [session, []];
  const stopping: Session = { ...session, phase: 'stopping', wants: [] };
  return session.asked || session.phase === 'asking' ? [stopping, []] : leave(stopping);
}

/** The monitor first, then the session. */
function leave(session: Session): Step {
  const { crossRef, ...rest } = session;
  if (crossRef !== undefined && session.end === undefined) {
    return ask({ ...rest, phase: 'stopping' }, { name: 'MonitorStop', crossRef });
  }
  return [{ ...rest, phase: 'leaving' }, [...NO_ALARMS, { kind: 'bye' }]];
}

function ended(session: Session, by: 'us' | 'them' | 'lost'): Step {
  if (by === 'them') return over(session, 'by-phone');
  if (by === 'lost') return over(session, 'lost');
  return over(session, session.end ?? 'stopped');
}
