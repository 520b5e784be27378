// One HTTP request: decided, answered, and told when its answer has left or the client has gone.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.js';
import { messageOf } from '../core/coded-error.js';
import { unmapIpv4 } from '../core/ipv4.js';
import { decide, fileNameOf, NO_BODY, queryOf, type Reply } from './decide.js';
import type { HttpClient, HttpFileSource, HttpReport } from './file-source.js';
import type { HttpBegun, Running } from './running-answers.js';
import { sendContent } from './send-content.js';

export interface AnswersOptions {
  readonly source: HttpFileSource;
  readonly onBegin: (begun: HttpBegun) => void;
  readonly onReport: (report: HttpReport) => void;
  readonly clock: Clock;
  readonly running: Running;
}

/** One request, until it is told. */
interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly client: HttpClient;
  readonly fileName: string;
  readonly startedMs: number;
  reply: Reply | undefined;
  /** Its content is not on its way to the system as a whole. */
  running: ReturnType<Running['begin']> | undefined;
  failure: string | undefined;
  isHanded: boolean;
  isClosed: boolean;
  isWhole: boolean;
}

/**
 * What is known and in memory is answered within the call: many phones that ask at once cost no turn of the loop each. An answer
 * that the system has taken by then has only an end to be told.
 */
export function createAnswers({ source, onBegin, onReport, clock, running }: AnswersOptions) {
  function send(asked: Asked, reply: Reply): void {
    const { request, response } = asked;
    asked.reply = reply;
    response.writeHead(reply.status, reply.headers);
    try {
      const body = request.method === 'HEAD' ? NO_BODY : reply.body;
      const rest = sendContent(response, body);
      if (reply.outcome === 'sent' && (rest || response.writableLength > 0)) begin(asked, reply);
      if (rest) {
        rest.then(
          () => handed(asked),
          (error: unknown) => failed(asked, error),
        );
      } else handed(asked);
    } catch (error) {
      failed(asked, error);
    }
  }
  function begin(asked: Asked, { body }: Reply): void {
    const begun = { client: asked.client, fileName: asked.fileName, size: body.size };
    asked.running = running.begin(begun, asked.startedMs, asked.request.socket);
    onBegin(begun);
  }
  /** The status has left by then: the client sees a length that does not come. */
  function failed(asked: Asked, error: unknown): void {
    asked.failure = messageOf(error);
    asked.response.destroy();
    handed(asked);
  }
  function handed(asked: Asked): void {
    asked.isHanded = true;
    asked.reply?.body.release();
    if (asked.isClosed) tell(asked);
  }
  /** Perhaps before there is anything to send. */
  function closed(asked: Asked): void {
    if (asked.isClosed) return;
    asked.isClosed = true;
    asked.isWhole = asked.response.writableFinished;
    if (asked.isHanded) tell(asked);
  }
  function tell(asked: Asked): void {
    const { request, client, fileName, startedMs, reply, failure } = asked;
    if (!reply) return;
    if (asked.running) running.end(asked.running);
    const cut = failure === undefined ? 'client-gone' : 'unreadable';
    const outcome = asked.isWhole ? reply.outcome : cut;
    onReport({
      client,
      fileName,
      outcome,
      bytes: outcome === 'sent' ? reply.body.size : 0,
      durationMs: clock.monotonicMs() - startedMs,
      size: reply.status === 200 ? reply.body.size : undefined,
      agent: request.headers['user-agent'],
      detail: failure ?? reply.detail,
    });
  }
  return (request: IncomingMessage, response: ServerResponse): void => {
    const startedMs = clock.monotonicMs();
    const { method = '', url = '', socket } = request;
    const client = { address: unmapIpv4(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
    const name = fileNameOf(url);
    const asked: Asked = {
      request,
      response,
      client,
      fileName: name ?? url,
      startedMs,
      reply: undefined,
      running: undefined,
      failure: undefined,
      isHanded: false,
      isClosed: false,
      isWhole: false,
    };
    const onClosed = (): void => closed(asked);
    response.on('close', onClosed).on('error', onClosed);
    const decided = decide(method, name, queryOf(url), client, source);
    if (decided instanceof Promise) void decided.then((reply) => send(asked, reply));
    else send(asked, decided);
  };
}
