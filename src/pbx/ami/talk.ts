// What goes over a socket to a manager interface (AMI): actions out, answers to who asked, events to who listens. It is
// over at the first fault, and says which that was.

import type { Socket } from 'node:net';
import { systemClock } from '../../core/clock.js';
import { codedError } from '../../core/coded-error.js';
import { later } from '../../core/later.js';
import { createAmiReader, writeAction } from './codec.js';
import { type AmiQuestion, createExchanges } from './exchanges.js';
import { endedByOther, faultOfError, silent, unreadable } from './fault.js';
import type { AmiField, AmiMessage } from './message.js';
import type { AmiAsking, AmiFault, AmiList, AmiServer } from './session.js';

export interface AmiTimes {
  /** For the connection, and again for what Asterisk says first. */
  readonly connectMs: number;
  /** For a response, and between two entries of a list. */
  readonly answerMs: number;
  /** After so long a silence it is asked whether it is there. */
  readonly pingMs: number;
  /** How long, after a login, it may take to say that it has started. */
  readonly bootedMs: number;
}

export const AMI_TIMES: AmiTimes = {
  connectMs: 10_000,
  answerMs: 15_000,
  pingMs: 20_000,
  bootedMs: 1_000,
};

export interface Talk extends AmiAsking {
  /** What it says that it speaks. Never settled where it says nothing. */
  readonly version: Promise<string>;
  readonly ended: Promise<AmiFault>;
  /** The first fault counts. */
  end(fault: AmiFault): void;
}

interface TalkOptions {
  onEvent(event: AmiMessage): void;
  readonly times: AmiTimes;
}

type Send = (question: AmiQuestion, fields: readonly AmiField[]) => Promise<AmiList>;

const now = systemClock.monotonicMs;

export function startTalk(
  server: AmiServer,
  socket: Socket,
  { onEvent, times }: TalkOptions,
): Talk {
  const [reader, exchanges] = [createAmiReader(), createExchanges()];
  const [version, ended] = [later<string>(), later<AmiFault>()];
  const lookMs = Math.min(times.connectMs, times.answerMs, times.pingMs) / 4;
  let over: AmiFault | undefined;
  let heardMs = now();

  const end = (fault: AmiFault) => {
    if (over) return;
    over = fault;
    clearInterval(watch);
    socket.destroy();
    exchanges.end(codedError('ENOTCONN', fault.message));
    ended.resolve(fault);
  };
  const send: Send = async (question, fields) => {
    const text = textOf(question, fields);
    if (over) throw codedError('ENOTCONN', over.message);
    const begun = exchanges.begin(question, now());
    if (!begun) throw codedError('EBUSY', `too much is unanswered to ask ${question.action}`);
    socket.write(`ActionID: ${begun.id}\r\n${text}`);
    // Whoever waits for less than others do waits no longer than that. A timer may be early.
    if (question.answerMs < lookMs) {
      const look = () => exchanges.tick(now());
      const due = setTimeout(look, question.answerMs + 10);
      void begun.answer.catch(() => {}).then(() => clearTimeout(due));
    }
    return begun.answer;
  };
  const look = () => {
    exchanges.tick(now());
    const said = reader.version();
    if (now() - heardMs < (said === undefined ? times.connectMs : times.pingMs)) return;
    if (said === undefined) return end(silent(server));
    // While it does what was asked, Asterisk answers nothing else on this connection.
    if (exchanges.count > 0) return;
    const ping = { action: 'Ping', isList: false, answerMs: times.answerMs };
    send(ping, []).catch(() => end(silent(server)));
  };
  const watch = setInterval(look, lookMs);

  socket.on('data', (chunk: Buffer) => {
    const before = reader.version();
    const { messages, fault } = reader.take(chunk);
    const said = reader.version();
    // Bytes of which no message becomes are no sign of life.
    if (said !== before || messages.length > 0) heardMs = now();
    if (said !== undefined) version.resolve(said);
    for (const message of messages) {
      if (!over && !exchanges.take(message, heardMs)) onEvent(message);
    }
    if (fault) end(unreadable(server, fault));
  });
  socket.on('error', (error) => end(faultOfError(error, server)));
  socket.on('close', () => end(endedByOther(server)));
  return { version: version.promise, ended: ended.promise, end, ...asking(send, times) };
}

function asking(send: Send, times: AmiTimes): AmiAsking {
  return {
    ask: async (action, fields = [], answerMs = times.answerMs) =>
      (await send({ action, isList: false, answerMs }, fields)).response,
    list: (action, fields = []) => send({ action, isList: true, answerMs: times.answerMs }, fields),
  };
}

function textOf({ action }: AmiQuestion, fields: readonly AmiField[]): string {
  const written = writeAction([['Action', action], ...fields]);
  if (written.kind === 'text') return written.text;
  throw codedError('EINVAL', `${action} cannot be asked: ${written.why}`);
}
