import { fstatSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { createLimitedLog } from '../../src/cli/limited-log.js';
import { LOG_FORMATS, type LogFormat } from '../../src/cli/log-formats.js';
import { createProcessLog, type ProcessLogOptions } from '../../src/cli/process-log.js';
import { isJournal } from '../../src/cli/sinks.js';
import { type LogFields, silentLog } from '../../src/core/log.js';
import { createLogBudget } from '../../src/core/log-budget.js';

const ISO_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/;

function logged(
  options: ProcessLogOptions,
  terminal: boolean,
  fields: LogFields = { event: 'tftp', file: 'a b="c"', bytes: 7, ok: true },
  message = 'it was sent',
): string {
  let text = '';
  const io: Pick<Io, 'log' | 'terminal' | 'colour'> = {
    log(lines) {
      text += lines;
    },
    terminal,
    colour: { out: false, err: false },
  };
  createProcessLog(io as Io, options).warn(fields, message);
  return text;
}

describe('a log line', () => {
  it('is JSON off a terminal, with the time of day and the name of its level', () => {
    expect(JSON.parse(logged({}, false))).toEqual({
      level: 'warn',
      time: expect.stringMatching(ISO_TIME),
      event: 'tftp',
      file: 'a b="c"',
      bytes: 7,
      ok: true,
      msg: 'it was sent',
    });
  });

  it('is text on a terminal', () => {
    expect(logged({}, true)).toMatch(/^\[\d\d:\d\d:\d\d\] WARN: it was sent \{.*"bytes":7.*\}\n$/);
  });

  it('is text with the time in UTC and its day, where that is wanted off a terminal', () => {
    const line = /^\[(\S+)\] WARN: it was sent \{.*\}\n$/;
    const [, time] = line.exec(logged({ logFormat: 'text' }, false)) ?? [];
    expect(time).toMatch(new RegExp(`^${ISO_TIME.source}$`));
  });

  it('is logfmt where that is wanted, on a terminal or not', () => {
    const line =
      /^level=warn time=\S+Z event=tftp file="a b=\\"c\\"" bytes=7 ok=true msg="it was sent"\n$/;
    expect(logged({ logFormat: 'logfmt' }, false)).toMatch(line);
    expect(logged({ logFormat: 'logfmt' }, true)).toMatch(line);
  });

  it.each([
    ['error', '<3>'],
    ['warn', '<4>'],
    ['info', '<6>'],
    ['debug', '<7>'],
  ] as const)('of %s begins with its priority in the journal, but as JSON', (level, priority) => {
    const linesOf = (logFormat: LogFormat) => {
      let text = '';
      const io = {
        log(lines: string) {
          text += lines;
        },
        ...{ terminal: false, colour: { out: false, err: false }, journal: true },
      } as unknown as Io;
      const err = new Error('with a stack');
      createProcessLog(io, { logFormat, verbose: true })[level]({ err }, 'it was said');
      return text.trimEnd().split('\n');
    };
    expect(linesOf('logfmt')).toEqual([expect.stringMatching(`^${priority}level=${level} `)]);
    const text = linesOf('text');
    expect(text.length).toBeGreaterThan(1);
    for (const line of text) expect(line.slice(0, 3)).toBe(priority);
    expect(JSON.parse(linesOf('json').join(''))).toMatchObject({ level });
  });

  it.each(LOG_FORMATS)('stays visible characters as %s, whatever an error says', (logFormat) => {
    const err = Object.assign(new Error('no such file: \x1b[2J\u202e\u009b'), { code: 'ENOENT' });
    const text = logged({ logFormat }, false, { err }, 'a \x1b[2J\u202e\u009b file');
    expect(text.split('\n').join('')).not.toMatch(/[\p{Cc}\p{Zl}]/u);
    expect(text).toContain('log');
    expect(text).toContain('no such file');
    if (logFormat !== 'text') expect(text.trimEnd()).not.toContain('\n');
  });
});

describe('a limited log', () => {
  function flood(fieldsOf: (n: number) => LogFields) {
    const lines: { readonly fields: LogFields; readonly message: string }[] = [];
    let nowMs = 0;
    const log = createLimitedLog(
      { ...silentLog, warn: (fields, message) => void lines.push({ fields, message }) },
      {
        isWritten: (level) => level !== 'debug',
        clock: { monotonicMs: () => nowMs },
        budget: createLogBudget({
          host: { burst: 5, perSecond: 1 },
          kind: { burst: 100, perSecond: 1 },
        }),
      },
    );
    for (let n = 0; n < 20_000; n += 1) log.warn(fieldsOf(n), `tftp ${n} not-found`);
    for (let n = 0; n < 20_000; n += 1) log.debug(fieldsOf(n), 'not written, and not counted');
    const written = lines.splice(0);
    nowMs = 10_000;
    log.tellSurplus();
    return { written, told: lines };
  }

  it('tells how many more there were, and from how many, whatever the wire called them', () => {
    const { written, told } = flood((n) => ({
      event: 'tftp',
      outcome: 'not-found',
      address: `10.0.0.${n % 3}`,
      file: `${n}`,
    }));
    expect(written).toHaveLength(15);
    expect(told).toEqual([
      {
        fields: {
          event: 'surplus',
          kind: 'tftp not-found',
          count: 19_985,
          hosts: 3,
          seconds: 10,
        },
        message: 'and 19,985 more like this in 10 s from 3 addresses: tftp not-found',
      },
    ]);
  });

  it('keeps the lines of phones when strangers without number make noise', () => {
    const { written } = flood((n) => ({
      event: 'dhcp',
      type: 'DISCOVER',
      mac: `02:00:00:00:00:${n}`,
      model: n === 19_999 ? 'cisco-7931g' : undefined,
    }));
    expect(written).toHaveLength(101);
    expect(written.at(-1)?.fields).toMatchObject({ model: 'cisco-7931g' });
  });
});

it('is for the journal where standard error is what the journal opened, and no other file', () => {
  const { dev, ino } = fstatSync(2);
  expect(isJournal(`${dev}:${ino}`, 2)).toBe(true);
  expect(isJournal(`${dev}:${ino + 1}`, 2)).toBe(false);
  expect(isJournal(undefined, 2)).toBe(false);
});
