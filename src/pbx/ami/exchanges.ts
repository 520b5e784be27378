// Which message answers which action (ActionID), and which entries belong to which list, in bounded memory. Knows
// neither socket nor clock.

import { type CodedError, codedError } from '../../core/coded-error.js';
import { type Later, later } from '../../core/later.js';
import { type AmiMessage, fieldOf, refusalOf } from './message.js';
import type { AmiList } from './session.js';

/** A list of more than these is no site's. Its size is what it takes in memory, about: 30,000 contacts or 200,000 states. */
const MAX_LIST_EVENTS = 200_000;
const MAX_LIST_SIZE = 128 * 1_024 * 1_024;
/** What a field takes beside its characters. */
const FIELD_SIZE = 100;
/** An answer as a whole takes no longer than so many times what one word of it may take. */
const LONGEST = 20;
/** Actions at once without an answer. */
const MAX_WAITING = 10_000;

/** Begins the id of each action of ours, so that what is not waited for any more is known as ours. */
const ID_PREFIX = 'offhook-';

export interface AmiQuestion {
  readonly action: string;
  /** The answer goes on after the response. */
  readonly isList: boolean;
  /** For how long nothing may be heard of it. */
  readonly answerMs: number;
}

export interface AmiExchanges {
  readonly count: number;
  /** Undefined: too many are unanswered. */
  begin(
    question: AmiQuestion,
    nowMs: number,
  ): { readonly id: string; readonly answer: Promise<AmiList> } | undefined;
  /** Whether it belongs to an answer, be it to one that nobody waits for any more. */
  take(message: AmiMessage, nowMs: number): boolean;
  /** Rejects those of which nothing was heard for too long. */
  tick(nowMs: number): void;
  /** Rejects all. */
  end(error: CodedError): void;
}

interface Waiting {
  readonly question: AmiQuestion;
  readonly answer: Later<AmiList>;
  response: AmiMessage | undefined;
  readonly events: AmiMessage[];
  size: number;
  heardMs: number;
  readonly begunMs: number;
}

export function createExchanges(): AmiExchanges {
  const all = new Map<string, Waiting>();
  let begun = 0;
  return {
    get count() {
      return all.size;
    },
    begin(question, nowMs) {
      if (all.size >= MAX_WAITING) return undefined;
      const id = `${ID_PREFIX}${++begun}`;
      const answer = later<AmiList>();
      all.set(id, {
        ...{ question, answer, response: undefined, events: [], size: 0 },
        ...{ heardMs: nowMs, begunMs: nowMs },
      });
      return { id, answer: answer.promise };
    },
    take(message, nowMs) {
      const id = fieldOf(message, 'ActionID');
      if (id === undefined || !id.startsWith(ID_PREFIX)) return false;
      const waiting = all.get(id);
      if (waiting && isOver(waiting, message, nowMs)) all.delete(id);
      return true;
    },
    tick(nowMs) {
      for (const [id, { question, answer, heardMs, begunMs }] of all) {
        const isLate = nowMs - heardMs > question.answerMs;
        if (!isLate && nowMs - begunMs <= question.answerMs * LONGEST) continue;
        all.delete(id);
        answer.reject(codedError('ETIMEDOUT', `${question.action} was not answered in time`));
      }
    },
    end(error) {
      for (const { answer } of all.values()) answer.reject(error);
      all.clear();
    },
  };
}

function isOver(waiting: Waiting, message: AmiMessage, nowMs: number): boolean {
  waiting.heardMs = nowMs;
  const { question, answer, response, events } = waiting;
  if (!response) {
    waiting.response = message;
    if (question.isList && goesOn(message)) return false;
    answer.resolve({ response: message, events });
    return true;
  }
  if (isEnd(message)) {
    answer.resolve({ response, events });
    return true;
  }
  events.push(message);
  waiting.size += sizeOf(message);
  if (events.length <= MAX_LIST_EVENTS && waiting.size <= MAX_LIST_SIZE) return false;
  answer.reject(
    codedError('EMSGSIZE', `the list of ${question.action} is too long to be a site's`),
  );
  return true;
}

function goesOn(response: AmiMessage): boolean {
  if (refusalOf(response) !== undefined) return false;
  return fieldOf(response, 'EventList')?.toLowerCase() === 'start';
}

function isEnd(event: AmiMessage): boolean {
  return ['complete', 'cancelled'].includes(fieldOf(event, 'EventList')?.toLowerCase() ?? '');
}

function sizeOf({ fields }: AmiMessage): number {
  return fields.reduce((sum, [name, value]) => sum + name.length + value.length + FIELD_SIZE, 0);
}
