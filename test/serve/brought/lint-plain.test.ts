// What is asked of the thread that looks at plain files, and what is told: by a thread that this test plays.

import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StartThread } from '../../../src/artifacts/start-thread.js';
import { type LogFields, silentLog } from '../../../src/core/log.js';
import { createPlainLint } from '../../../src/serve/brought/lint-plain.js';
import type { AskedToLint, ToldOfFile } from '../../../src/serve/brought/lint-thread.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker that answers when it is told to. */
function createThread() {
  const asked: AskedToLint[] = [];
  const events = new EventEmitter();
  const end = () => events.emit('exit', 1);
  const worker = Object.assign(events, {
    unref() {},
    postMessage: (message: AskedToLint) => asked.push(message),
    terminate: () => Promise.resolve(end()),
  });
  const answer = (told: Partial<ToldOfFile> = {}) => {
    const path = asked.at(-1)?.path ?? '';
    events.emit('message', { path, findings: [], more: 0, ...told });
  };
  return { worker: worker as unknown as Worker, asked, answer, end };
}

function setUp(refuse = false) {
  const threads: ReturnType<typeof createThread>[] = [];
  const told: { readonly fields: LogFields; readonly message: string }[] = [];
  const start: StartThread = () => {
    if (refuse) throw new Error('no more threads');
    const thread = createThread();
    threads.push(thread);
    return thread.worker;
  };
  const log = {
    ...silentLog,
    warn: (fields: LogFields, message: string) => void told.push({ fields, message }),
  };
  const lint = createPlainLint({ log, start, templates: '/x/templates' });
  const give = (path: string, mtimeMs = 1, size = 1) =>
    lint.given({ path, stat: { ino: 1, size, mtimeMs } });
  const asked = () => threads.flatMap((thread) => thread.asked.map(({ path }) => path));
  return { lint, give, threads, told, asked };
}

const SOON = 1_000;

it('does nothing in the turn of an answer, and starts no thread before there is a file', () => {
  const { give, threads } = setUp();
  vi.advanceTimersByTime(SOON);
  give('/x/a');
  expect(threads).toEqual([]);
  vi.advanceTimersByTime(SOON);
  expect(threads).toHaveLength(1);
});

it('asks once for each version, one after the other', () => {
  const { give, threads, asked } = setUp();
  for (const path of ['/x/a', '/x/b', '/x/a']) give(path);
  vi.advanceTimersByTime(SOON);
  expect(asked()).toEqual(['/x/a']);
  threads[0]?.answer();
  expect(asked()).toEqual(['/x/a', '/x/b']);
  threads[0]?.answer();
  give('/x/a');
  vi.advanceTimersByTime(SOON);
  expect(asked()).toHaveLength(2);
  give('/x/a', 2);
  give('/x/b', 1, 2);
  vi.advanceTimersByTime(SOON);
  threads[0]?.answer();
  expect(asked()).toEqual(['/x/a', '/x/b', '/x/a', '/x/b']);
});

it('tells each finding with its place, and how many more there are', () => {
  const { give, threads, told } = setUp();
  give('/x/SEP.cnf.xml');
  vi.advanceTimersByTime(SOON);
  const finding = { line: 2, col: 3, message: 'no end', hint: 'end it' };
  threads[0]?.answer({
    findings: [
      { ...finding, code: 'xml/end-tag', severity: 'error' },
      { ...finding, code: 'cisco/late', severity: 'warning' },
    ],
    more: 7,
  });
  expect(told.map(({ message }) => message)).toEqual([
    'SEP.cnf.xml:2:3: a phone would refuse this: no end [xml/end-tag]',
    'SEP.cnf.xml:2:3: this may make trouble: no end [cisco/late]',
    'SEP.cnf.xml: 7 more findings',
  ]);
  expect(told[0]?.fields).toMatchObject({
    ...{ event: 'lint', file: '/x/SEP.cnf.xml', line: 2, col: 3, code: 'xml/end-tag' },
  });
});

it('lets its thread go when nothing is asked for a while, and starts another', () => {
  const { give, threads, told } = setUp();
  give('/x/a');
  vi.advanceTimersByTime(SOON);
  threads[0]?.answer();
  vi.advanceTimersByTime(60_000);
  give('/x/b');
  vi.advanceTimersByTime(SOON);
  expect(threads).toHaveLength(2);
  expect(told).toEqual([]);
});

it('gives up a file that takes too long, says which, and goes on with the next', () => {
  const { give, threads, told, asked } = setUp();
  give('/x/a');
  give('/x/b');
  vi.advanceTimersByTime(SOON);
  vi.advanceTimersByTime(60_000 - SOON);
  expect(told[0]).toMatchObject({ fields: { file: '/x/a' } });
  expect(asked()).toEqual(['/x/a', '/x/b']);
  expect(threads.length).toBeGreaterThan(1);
});

it('ends for good with a thread that always dies', () => {
  const { give, threads, told } = setUp();
  for (let n = 0; n < 9; n += 1) give(`/x/${n}`);
  vi.advanceTimersByTime(SOON);
  for (let n = 0; n < 9; n += 1) threads[n]?.end();
  expect(threads).toHaveLength(3);
  expect(told).toHaveLength(3);
});

it('says once that no thread is to be had', () => {
  const { give, told } = setUp(true);
  give('/x/a');
  give('/x/b');
  vi.advanceTimersByTime(SOON);
  give('/x/c');
  vi.advanceTimersByTime(SOON);
  expect(told).toMatchObject([{ fields: { why: 'no more threads' } }]);
});

it('remembers a bounded number of files, and asks for no more than it can hold', () => {
  const { give, threads, asked } = setUp();
  for (let n = 0; n < 5_000; n += 1) give(`/x/${n}`);
  vi.advanceTimersByTime(SOON);
  for (let n = 0; n < 5_000; n += 1) threads[0]?.answer();
  expect(asked()).toHaveLength(1_000);
  give('/x/4999');
  vi.advanceTimersByTime(SOON);
  expect(asked().at(-1)).toBe('/x/4999');
});

it('tells nothing when it is closed', () => {
  const { lint, give, threads, told } = setUp();
  give('/x/a');
  vi.advanceTimersByTime(SOON);
  lint.close();
  give('/x/b');
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
  expect(threads).toHaveLength(1);
});

it('looks at files by the models of the site, where it has its own', () => {
  const { give, threads } = setUp();
  give('/x/a');
  vi.advanceTimersByTime(SOON);
  expect(threads[0]?.asked).toEqual([{ path: '/x/a', name: 'a', templates: '/x/templates' }]);
});
