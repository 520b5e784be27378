// Does what a session wants: over a SIP user agent, with real timers. What comes of it goes back to the session, one event
// after the other.

import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { later } from '../../core/later.js';
import type {
  AnswerRequest,
  Dialog,
  InviteOutcome,
  RequestOutcome,
  SipTarget,
  UserAgent,
} from '../../sip/agent/user-agent.js';
import { headerOf } from '../../sip/message/headers.js';
import type { SipHeader, SipResponse } from '../../sip/message/message.js';
import { escapeUser } from '../../sip/message/uri.js';
import { CSTA_TYPE } from '../codec/vocabulary.js';
import { type CstaRequest, writeCsta } from '../codec/write-request.js';
import { answerPhone } from './answer-phone.js';
import { advance, beginSession } from './session.js';
import type { Action, Due, End, News, Outcome, SessionEvent, Want } from './types.js';

/** A line of a phone, and where that is. */
export interface AskedLine {
  readonly target: SipTarget;
  /** Of the phone's own Contact: the number of the line, as it registers it. */
  readonly number: string;
  /** What a monitor calls the line; its number unless another was written. */
  readonly cstaNumber: string;
  /** Of its PBX, as the phone has it: a phone may ask who it is that asks. */
  readonly registrar: { readonly host: string; readonly port: number };
}

export interface SessionOptions {
  /** How long to wait for an answer to each request, in milliseconds. */
  readonly giveUpMs: number;
  tell(news: News): void;
}

export interface RunningSession {
  want(want: Want): void;
  /** In good order; while the INVITE is under way it is called off. */
  stop(): void;
  /** Settles once, and never rejects. */
  readonly over: Promise<End>;
}

/** As in the capture of a PBX that Fanvil's manual shows; RFC 4028. */
const SESSION = { seconds: 600, minSe: 90 } as const;
const HEADERS: readonly SipHeader[] = [
  { name: 'Content-Disposition', value: 'signal;handling=required' },
  { name: 'Allow', value: 'INVITE, ACK, CANCEL, OPTIONS, BYE, INFO, UPDATE' },
];
/** A phone without uaCSTA rings as at any INVITE. One with it may say that it rings and answer at once. */
const RINGING_MS = 500;
/** Whose call was called off says so (487), and wants to hear that it was understood. */
const LAST_WORD_MS = 500;

export function runSession(
  agent: UserAgent,
  line: AskedLine,
  { giveUpMs, tell }: SessionOptions,
): RunningSession {
  const { number, cstaNumber, registrar, target } = line;
  const device = `sip:${escapeUser(cstaNumber)}@${registrar.host}:${registrar.port}`;
  let session = beginSession(device, [...new Set([number, cstaNumber])]);
  let dialog: Dialog | undefined;
  let left: Promise<RequestOutcome> | undefined;
  let rang = false;
  const calledOff = new AbortController();
  const alarms = new Map<Due, NodeJS.Timeout>();
  const events: SessionEvent[] = [];
  let isBusy = false;
  const over = later<End>();

  /** What happens while an event is worked on is worked on after it. */
  function happen(event: SessionEvent): void {
    events.push(event);
    if (isBusy) return;
    isBusy = true;
    for (let each = events.shift(); each; each = events.shift()) {
      const [next, actions] = advance(session, each);
      session = next;
      for (const action of actions) act(action);
    }
    isBusy = false;
  }

  function act(action: Action): void {
    switch (action.kind) {
      case 'info':
        void dialog?.request('INFO', { body: bodyOf(action.request), giveUpMs }).then((outcome) => {
          // The end of the dialog is told in its own words.
          if (outcome.kind !== 'aborted') happen({ kind: 'answered', outcome: outcomeOf(outcome) });
        });
        return;
      case 'refresh':
        void dialog?.refresh({ headers: HEADERS, giveUpMs }).then((outcome) => {
          const timer = dialog?.session;
          if (outcome.kind === 'aborted') return;
          happen({ kind: 'refreshed', outcome: outcomeOf(outcome), timer });
        });
        return;
      case 'bye':
        // Whoever waits for the end closes the port behind it: not before the phone has heard.
        left = dialog?.bye({ giveUpMs });
        return;
      case 'alarm':
        setAlarm(action.what, action.ms);
        return;
      case 'tell':
        tell(action.news);
        if (action.news.kind === 'over') over.resolve(action.news.end);
    }
  }

  function setAlarm(what: Due, ms: number | undefined): void {
    clearTimeout(alarms.get(what));
    alarms.delete(what);
    if (ms !== undefined)
      alarms.set(
        what,
        setTimeout(() => happen({ kind: 'due', what }), ms),
      );
  }

  const onRequest: AnswerRequest = ({ request }) => {
    const { answer, event } = answerPhone(request);
    if (!event) return answer;
    const refreshed = () => ({ kind: 'refreshed-by-phone', timer: dialog?.session }) as const;
    return { ...answer, onSent: () => happen(event === 'refreshes' ? refreshed() : event) };
  };

  async function invite(): Promise<void> {
    let ringing: NodeJS.Timeout | undefined;
    const outcome = await agent.invite({
      uri: `sip:${escapeUser(number)}@${target.host}:${target.port}`,
      target,
      from: `sip:${escapeUser(number)}@${registrar.host}`,
      contactUser: escapeUser(number),
      headers: HEADERS,
      body: bodyOf({ name: 'RequestSystemStatus' }),
      sessionExpires: SESSION,
      giveUpMs,
      ringMs: giveUpMs,
      signal: calledOff.signal,
      onRequest,
      onProvisional({ status }) {
        if (!RINGING.has(status)) return;
        ringing ??= setTimeout(() => {
          rang = true;
          calledOff.abort();
        }, RINGING_MS);
      },
    });
    clearTimeout(ringing);
    if (rang) await pause(LAST_WORD_MS);
    invited(outcome);
  }

  function invited(outcome: InviteOutcome): void {
    const response = responseOf(outcome);
    if (response) tell(phoneOf(response));
    if (outcome.kind !== 'dialog') {
      const failed = rang ? ({ kind: 'rang' } as const) : outcomeOf(outcome);
      happen({ kind: 'invited', outcome: failed, timer: undefined });
      return;
    }
    dialog = outcome.dialog;
    void dialog.ended.then(async (end) => {
      await left;
      // Its BYE is answered behind this, and then the port may be closed.
      if (end.kind === 'bye') await nextTurn();
      const by = end.kind === 'bye' ? end.by : end.kind === 'lost' ? 'lost' : 'us';
      happen({ kind: 'ended', by });
    });
    const { status, body } = dialog.response;
    const timer = dialog.session;
    happen({ kind: 'invited', outcome: { kind: 'answered', status, body }, timer });
  }

  void invite();
  return {
    over: over.promise,
    want: (want) => happen({ kind: 'want', want }),
    stop() {
      happen({ kind: 'stop' });
      if (!dialog) calledOff.abort();
    },
  };
}

/** Ringing, queued, session progress. */
const RINGING = new Set([180, 182, 183]);

function responseOf(outcome: InviteOutcome): SipResponse | undefined {
  if (outcome.kind === 'dialog') return outcome.dialog.response;
  return outcome.kind === 'answered' ? outcome.response : undefined;
}

function phoneOf(response: SipResponse): News {
  const agent = headerOf(response, 'User-Agent') ?? headerOf(response, 'Server');
  const mac = headerOf(response, 'MAC');
  return {
    kind: 'phone',
    ...(agent !== undefined && { agent }),
    ...(mac !== undefined && { mac }),
  };
}

function outcomeOf(outcome: RequestOutcome): Outcome {
  switch (outcome.kind) {
    case 'answered': {
      const { status, body } = outcome.response;
      return { kind: 'answered', status, body };
    }
    case 'silence':
    case 'aborted':
      return { kind: outcome.kind };
    case 'unreachable':
      return { kind: 'unreachable', code: outcome.code };
    case 'too-large':
      return { kind: 'unreachable', code: 'EMSGSIZE' };
    case 'malformed':
      return { kind: 'malformed', reason: outcome.reason };
  }
}

function bodyOf(request: CstaRequest) {
  return { type: CSTA_TYPE, bytes: writeCsta(request) };
}
