// One HTTP request: decided, answered, and told when its answer has left or the client has gone.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.js';
import { messageOf } from '../core/coded-error.js';
import { unmapIpv4 } from '../core/ipv4.js';
import { decide, fileNameOf, NO_BODY, queryOf, type Reply } from './decide.js';
import type { HttpFileSource, HttpReport } from './file-source.js';
import type { HttpBegun, Running } from './running-answers.js';
import { sendContent } from './send-content.js';

export interface AnswersOptions {
  readonly source: HttpFileSource;
  readonly onBegin: (begun: HttpBegun) => void;
  readonly onReport: (report: HttpReport) => void;
  readonly clock: Clock;
  readonly running: Running;
}

/** What is known and in memory is answered within the call: many phones that ask at once cost no turn of the loop each. */
export function createAnswers({ source, onBegin, onReport, clock, running }: AnswersOptions) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const startedMs = clock.monotonicMs();
    const { method = '', url = '', socket } = request;
    const client = { address: unmapIpv4(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
    const name = fileNameOf(url);
    const fileName = name ?? url;
    let reply: Reply | undefined;
    let sent: ReturnType<Running['begin']> | undefined;
    let failure: string | undefined;
    let isHanded = false;
    let isClosed = false;
    let isWhole = false;

    function send(decided: Reply): void {
      reply = decided;
      const { body } = decided;
      response.writeHead(decided.status, decided.headers);
      if (decided.outcome === 'sent') {
        const begun = { client, fileName, size: body.size };
        sent = running.begin(begun, startedMs, socket);
        onBegin(begun);
      }
      try {
        const rest = sendContent(response, method === 'HEAD' ? NO_BODY : body, gone);
        if (rest) rest.then(handed, failed);
        else handed();
      } catch (error) {
        failed(error);
      }
    }
    function gone(): Promise<void> {
      return new Promise((resolve) => {
        if (isClosed) resolve();
        else response.on('close', resolve).on('error', () => resolve());
      });
    }
    /** The status has left by then: the client sees a length that does not come. */
    function failed(error: unknown): void {
      failure = messageOf(error);
      response.destroy();
      handed();
    }
    function handed(): void {
      isHanded = true;
      reply?.body.release();
      if (isClosed) tell();
    }
    /** Perhaps before there is anything to send. */
    function closed(): void {
      if (isClosed) return;
      isClosed = true;
      isWhole = response.writableFinished;
      if (isHanded) tell();
    }
    function tell(): void {
      if (!reply) return;
      if (sent) running.end(sent);
      const outcome = isWhole
        ? reply.outcome
        : failure === undefined
          ? 'client-gone'
          : 'unreadable';
      const detail = failure ?? reply.detail;
      const agent = request.headers['user-agent'];
      onReport({
        client,
        fileName,
        outcome,
        bytes: outcome === 'sent' ? reply.body.size : 0,
        durationMs: clock.monotonicMs() - startedMs,
        size: reply.status === 200 ? reply.body.size : undefined,
        agent,
        detail,
      });
    }

    response.on('close', closed).on('error', closed);
    const decided = decide(method, name, queryOf(url), client, source);
    if (decided instanceof Promise) void decided.then(send);
    else send(decided);
  };
}
