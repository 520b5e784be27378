// One TCP connection: what it speaks shows at its first message, and who is the client at who asks first.

import type { End, StreamListener } from '../decode/streams.js';
import { createHttpExchanges } from './http.js';
import { createMessageReader, type MessageListener, type MessageReader } from './messages.js';
import type { SipObserver } from './sip.js';
import type { NameReader, Tell } from './tell.js';

export interface ConnectionContext {
  readonly tell: Tell;
  readonly names: NameReader;
  readonly sip: SipObserver;
  /** Whether the capture has ended, and not the connection. */
  isOver(): boolean;
}

export function createConnection({ tell, names, sip, isOver }: ConnectionContext): StreamListener {
  const http = createHttpExchanges(tell, names);
  const readers = new Map<string, MessageReader>();

  function readerOf(from: End): MessageReader {
    const key = `${from.address} ${from.port}`;
    const known = readers.get(key);
    if (known) return known;
    const reader = createMessageReader(listenTo(from));
    readers.set(key, reader);
    return reader;
  }

  function listenTo(from: End): MessageListener {
    /** Whether the message that is being read is an answer of HTTP. */
    let isAnswer = false;
    return {
      head(head, atMs) {
        isAnswer = false;
        if (head.protocol === 'SIP') {
          sip.hear(head, from.address, atMs);
          return true;
        }
        if (head.request) {
          http.request(head, from.address, atMs);
          return true;
        }
        isAnswer = true;
        return http.answers.head(head, atMs);
      },
      body(bytes, atMs) {
        if (isAnswer) http.answers.body(bytes, atMs);
      },
      done(atMs) {
        if (isAnswer) http.answers.done(atMs);
      },
    };
  }

  /** What cannot be read any more answers no question. */
  function understood(isUnderstood: boolean, atMs: number): boolean {
    if (!isUnderstood) http.ended(atMs, 'timeout');
    return isUnderstood;
  }

  return {
    data: (from, bytes, atMs) => understood(readerOf(from).take(bytes, atMs), atMs),
    gap: (from, bytes, atMs) => understood(readerOf(from).gap(bytes, atMs), atMs),
    ended(atMs) {
      if (isOver()) return http.ended(atMs, 'running');
      for (const reader of readers.values()) reader.end(atMs);
      http.ended(atMs, 'client-gone');
    },
  };
}
