// The boot story asked by a Unix socket in the state folder, which only root and the user that serves may open.

import { join } from 'node:path';
import { systemClock } from '../../core/clock.js';
import { codedError } from '../../core/coded-error.js';
import type { Log } from '../../core/log.js';
import { parseMac } from '../../core/mac.js';
import { ask, openAskSocket, type Route } from '../ask-socket.js';
import { createKeptSocket, type KeptSocket } from '../kept-socket.js';
import { prepareState } from '../prepare-state.js';
import { answerOf, type Clocks, rowOf, statusOf, strangersOf } from './answers.js';
import type { PhoneStory, Story } from './story.js';

/** In the state folder. */
export const STORY_SOCKET = 'offhook.sock';

const KEEP_MS = 10_000;

export async function openStorySocket(
  stateDir: string,
  story: Story,
  log: Log,
): Promise<Pick<KeptSocket, 'close'>> {
  const path = join(stateDir, STORY_SOCKET);
  const routes = storyRoutes(story, systemClock.monotonicMs());
  const socket = createKeptSocket(
    async () => {
      prepareState(stateDir);
      await refuseAnother(path);
      return openAskSocket(path, routes);
    },
    log,
    { without: 'offhook status cannot ask this server', again: 'this server can be asked again' },
  );
  await socket.keep();
  const timer = setInterval(() => void socket.keep(), KEEP_MS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await socket.close();
    },
  };
}

/** What nobody answers at is left over. */
async function refuseAnother(path: string): Promise<void> {
  const answers = await ask(path, 'GET', '/status').then(
    () => true,
    () => false,
  );
  if (answers)
    throw codedError(
      'EADDRINUSE',
      `another server answers at ${path}: give each its own --state-dir`,
    );
}

export function storyRoutes(story: Story, startedMs: number): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/status$/,
      answer: () => json(statusOf(story, startedMs, clocksNow())),
    },
    {
      method: 'GET',
      path: /^\/phones$/,
      answer: () => ({ status: 200, body: lines(story.phones()) }),
    },
    {
      method: 'GET',
      path: /^\/phones\/([^/]+)$/,
      answer(name = '') {
        const mac = parseMac(name);
        if (mac === undefined) return { status: 404, body: 'that is no MAC' };
        return json(answerOf(story.of(mac), clocksNow()));
      },
    },
    { method: 'GET', path: /^\/strangers$/, answer: () => json(strangersOf(story, clocksNow())) },
  ];
}

function json(value: unknown) {
  return { status: 200, body: `${JSON.stringify(value)}\n` };
}

/** A line of JSON for each, made when the one before has left. */
function* lines(phones: Iterable<PhoneStory>): Generator<string> {
  for (const phone of phones) yield `${JSON.stringify(rowOf(phone, clocksNow()))}\n`;
}

function clocksNow(): Clocks {
  const nowMs = systemClock.monotonicMs();
  const offset = systemClock.wallMs() - nowMs;
  return { nowMs, wall: (ms) => new Date(ms + offset).toISOString() };
}
