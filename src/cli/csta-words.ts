// What a session of uaCSTA tells, in lines for people. The caller makes them safe for a terminal: much is the phone's own text.

import type { LineState } from '../csta/line/call-states.js';
import { type Call, stateOf, userPart } from '../csta/line/line.js';
import type { End, News } from '../csta/session/types.js';
import { CSTA_ENGLISH } from '../csta/texts/en.js';
import { VERDICTS } from '../csta/verdicts.js';

/** `line`: its number. No line: it is said elsewhere, or not worth one. */
export function newsLines(news: News, line: string): readonly string[] {
  switch (news.kind) {
    case 'phone':
      return [news.agent, news.mac && `MAC ${news.mac}`].flatMap((said) =>
        said === undefined ? [] : [`the phone says: ${said}`],
      );
    case 'verdict':
      return [verdictDetail(news)].flatMap((said) => (said === undefined ? [] : [said]));
    case 'event':
      return [`${eventLine(news)}   ${lineWords(line, stateOf(news.line), news.line.calls)}`];
    case 'answer':
      return answerLines(news, line);
    case 'refused':
      return [`${news.service}: refused: ${news.why}`];
    case 'no-call':
      return [`${news.want}: ${news.why}`];
    case 'odd':
      return [`the phone sent what is not understood: the body ${news.why}`];
    case 'over':
      return [ENDS[news.end]].flatMap((said) => (said === undefined ? [] : [said]));
    case 'idle':
      return [];
  }
}

const ENDS: Readonly<Record<End, string | undefined>> = {
  never: undefined,
  stopped: undefined,
  'by-phone': 'the phone ended the session',
  lost: 'the phone is gone: it does not answer any more, or does not know the session',
  expired: 'the session ran out: it was not refreshed',
};

type Told<Kind extends News['kind']> = Extract<News, { kind: Kind }>;

function verdictDetail({ verdict, status, said }: Told<'verdict'>): string | undefined {
  if (VERDICTS[verdict] === 'on') return `system status: ${said}`;
  if (status !== undefined) return `answered ${status}${said === undefined ? '' : `: ${said}`}`;
  return said;
}

function eventLine({ event }: Told<'event'>): string {
  const { calling, called } = event.parties;
  const parties =
    calling === undefined && called === undefined
      ? []
      : [`${userPart(calling ?? '?')} → ${userPart(called ?? '?')}`];
  const known = [event.name, ...parties, event.local, event.cause];
  // Of a kind that nobody here knows all that it says is shown.
  const all = event.local === undefined && parties.length === 0 ? event.said : [];
  return [...known, ...all].filter((said) => said !== undefined).join('  ');
}

function answerLines({ service, message, line }: Told<'answer'>, number: string) {
  if (service === 'SnapshotDevice') return [lineWords(number, stateOf(line), line.calls)];
  if (service === 'MonitorStart' || service === 'MonitorStop') return [];
  const call = message.kind === 'call-made' ? message.connection?.callId : undefined;
  return [`${service}: done${call === undefined ? '' : `, call ${call}`}`];
}

/** `line 181 rings (302)`. */
export function lineWords(number: string, state: LineState, calls: readonly Call[]): string {
  const others = calls.flatMap(({ other }) => (other === undefined ? [] : [userPart(other)]));
  return `line ${number} ${CSTA_ENGLISH.states[state]}${others.length > 0 ? ` (${others.join(', ')})` : ''}`;
}

export function callLine({ callId, state, other }: Call): string {
  const who = other === undefined ? '' : `  ${userPart(other)}`;
  return `  call ${callId}  ${state}${who}`;
}
