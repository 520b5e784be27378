// Sessions of uaCSTA for who looks at a phone's page: opened when somebody looks, ended when nobody does any more, and so many at
// the most. One user agent for all, which is opened with the first.

import { setTimeout as pause } from 'node:timers/promises';
import { codedError } from '../../core/coded-error.js';
import type { Mac } from '../../core/mac.js';
import type { LineState } from '../../csta/line/call-states.js';
import { type Call, stateOf } from '../../csta/line/line.js';
import { type AskedLine, type RunningSession, runSession } from '../../csta/session/run-session.js';
import type { News, Want } from '../../csta/session/types.js';
import { VERDICTS, type VerdictId } from '../../csta/verdicts.js';
import type { UserAgent } from '../../sip/agent/user-agent.js';
import { agentOnDemand } from '../agent-on-demand.js';

/** What is known of a line now. */
export interface LineLook {
  /** undefined: the phone was not asked, or has not answered yet. */
  readonly verdict: VerdictId | undefined;
  /** There is a session, and the line is told as it changes. */
  readonly isOpen: boolean;
  /** The phone is being asked for one. */
  readonly isAsking: boolean;
  readonly state: LineState;
  readonly calls: readonly Call[];
  /** Of the last thing that was asked for and not to be had: `MakeCall: …`. */
  readonly refused: string | undefined;
}

export interface LineDesk {
  /** What is known; it keeps a session open. */
  look(mac: Mac, n: number): Promise<LineLook>;
  /** Begins a session where there is none, and does that once it is open. Rejects with EBUSY where there are too many. */
  open(mac: Mac, n: number, line: AskedLine, want?: Want): Promise<LineLook>;
  /** Ends all in good order. */
  close(): Promise<void>;
}

export interface LineDeskOptions {
  openAgent(): Promise<UserAgent>;
  /** Milliseconds that never go back. */
  now(): number;
}

const MAX_SESSIONS = 32;
/** A page looks every other second; one that is hidden does not. */
const UNSEEN_MS = 30_000;
const TIDY_MS = 5_000;
const GIVE_UP_MS = 8_000;
/** Whoever ends waits no longer for phones that do not answer. */
const LAST_MS = 1_000;

interface Draft {
  verdict?: VerdictId;
  state: LineState;
  calls: readonly Call[];
  refused?: string;
  seenMs: number;
  /** Since when it is over. */
  overMs?: number;
}

interface Kept extends Draft {
  readonly session: RunningSession;
}

const NOTHING: Draft = { state: 'idle', calls: [], seenMs: 0 };

export function createLineDesk({ openAgent, now }: LineDeskOptions): LineDesk {
  const kept = new Map<string, Promise<Kept>>();
  const agent = agentOnDemand(openAgent);
  let tidying: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function at(key: string): Promise<Kept | undefined> {
    const one = await kept.get(key)?.catch(() => undefined);
    if (one) one.seenMs = now();
    return one;
  }

  async function open(key: string, line: AskedLine): Promise<Kept> {
    const before = await at(key);
    if (before && before.overMs === undefined) return before;
    if (isClosed) throw codedError('EBUSY', 'the server is about to end');
    if (!before && kept.size >= MAX_SESSIONS) {
      throw codedError('EBUSY', `${MAX_SESSIONS} lines are looked at already: close another page`);
    }
    const begun = begin(line);
    kept.set(key, begun);
    begun.catch(() => kept.delete(key));
    tidying ??= setInterval(tidy, TIDY_MS).unref();
    return begun;
  }

  async function begin(line: AskedLine): Promise<Kept> {
    const opened = await agent.get();
    const one: Draft = { state: 'idle', calls: [], seenMs: now() };
    const tell = (news: News) => note(one, news, now());
    return Object.assign(one, {
      session: runSession(opened, line, { giveUpMs: GIVE_UP_MS, tell }),
    });
  }

  async function tidy(): Promise<void> {
    for (const [key, each] of kept) {
      const one = await each.catch(() => undefined);
      if (!one || now() - one.seenMs < UNSEEN_MS) continue;
      if (one.overMs === undefined) one.session.stop();
      else kept.delete(key);
    }
    if (kept.size > 0) return;
    clearInterval(tidying);
    tidying = undefined;
  }

  return {
    look: async (mac, n) => lookAt((await at(`${mac} ${n}`)) ?? NOTHING),
    async open(mac, n, line, want) {
      const one = await open(`${mac} ${n}`, line);
      delete one.refused;
      if (want) one.session.want(want);
      return lookAt(one);
    },
    async close() {
      isClosed = true;
      clearInterval(tidying);
      const all = await Promise.all([...kept.values()].map((each) => each.catch(() => undefined)));
      for (const one of all) one?.session.stop();
      const over = Promise.all(all.map((one) => one?.session.over));
      await Promise.race([over, pause(LAST_MS, undefined, { ref: false })]);
      await agent.close();
    },
  };
}

function note(one: Draft, news: News, nowMs: number): void {
  switch (news.kind) {
    case 'verdict':
      one.verdict = news.verdict;
      break;
    case 'event':
    case 'answer':
      one.state = stateOf(news.line);
      one.calls = news.line.calls;
      break;
    case 'refused':
      one.refused = `${news.service}: ${news.why}`;
      break;
    case 'no-call':
      one.refused = news.why;
      break;
    case 'over':
      one.overMs = nowMs;
      one.state = 'idle';
      one.calls = [];
  }
}

function lookAt(one: Draft): LineLook {
  const { verdict, overMs, state, calls, refused } = one;
  const isUnderWay = one !== NOTHING && overMs === undefined;
  const isOpen = isUnderWay && verdict !== undefined && VERDICTS[verdict] === 'on';
  return { verdict, isOpen, isAsking: isUnderWay && verdict === undefined, state, calls, refused };
}
