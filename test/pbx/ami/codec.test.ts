import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAmiReader, writeAction } from '../../../src/pbx/ami/codec.js';
import {
  type AmiField,
  type AmiMessage,
  fieldOf,
  fieldsOf,
  refusalOf,
} from '../../../src/pbx/ami/message.js';
import { anyText } from '../../any-text.js';
import { soak } from '../../soak.js';

const BANNER = 'Asterisk Call Manager/5.0.4\r\n';

/** All that a reader makes of chunks, which come one after the other. */
function readAll(...chunks: readonly (string | Uint8Array)[]) {
  const reader = createAmiReader();
  const messages: AmiMessage[] = [];
  let fault: string | undefined;
  for (const chunk of chunks) {
    const read = reader.take(Buffer.from(chunk));
    messages.push(...read.messages);
    fault = read.fault;
  }
  return { version: reader.version(), messages: messages.map(({ fields }) => fields), fault };
}

describe('what Asterisk sends', () => {
  it('begins with who it is', () => {
    expect(readAll('Asterisk Call Manager/11.0.0\r\n').version).toBe('11.0.0');
    expect(readAll('Asterisk Call Ma', 'nager/1.1\n').version).toBe('1.1');
  });

  it.each(['SSH-2.0-OpenSSH_9.2\r\n', 'HTTP/1.1 400 Bad Request\r\n\r\n', '\r\n', 'Event: x\r\n'])(
    'is none when it begins otherwise: %j',
    (text) => {
      expect(readAll(text)).toMatchObject({
        version: undefined,
        fault: 'is no manager interface of Asterisk: look at "port" of the AMI',
      });
    },
  );

  it('keeps names that repeat, in order, as they are written', () => {
    const text = 'Event: Status\r\nVariable: A=1\r\nVARIABLE: B=2\r\nChanVariable: x: y\r\n\r\n';
    const { messages } = readAll(BANNER, text);
    expect(messages).toEqual([
      [
        ['Event', 'Status'],
        ['Variable', 'A=1'],
        ['VARIABLE', 'B=2'],
        ['ChanVariable', 'x: y'],
      ],
    ]);
  });

  const LINES: readonly (readonly [line: string, field: AmiField])[] = [
    ['Name:', ['Name', '']],
    ['Name: ', ['Name', '']],
    ['Name:value', ['Name', 'value']],
    ['Name:  value ', ['Name', ' value ']],
    ['Uri: sip:301@10.0.0.1:5060;x=y', ['Uri', 'sip:301@10.0.0.1:5060;x=y']],
    ['no colon at all', ['', 'no colon at all']],
    [': value', ['', 'value']],
    ['CallerIDName: Büro', ['CallerIDName', 'Büro']],
  ];
  it.each(LINES)('is a field a line: %j', (line, field) => {
    expect(readAll(BANNER, `${line}\r\n\r\n`).messages).toEqual([[field]]);
  });

  it('is taken in pieces of any size, within a letter too', () => {
    const bytes = Buffer.from(
      `${BANNER}Event: A\r\nName: Büro №1\r\n\r\n\r\nEvent: B\r\n\r\nEvent`,
    );
    const whole = readAll(bytes);
    expect(whole.messages).toEqual([
      [
        ['Event', 'A'],
        ['Name', 'Büro №1'],
      ],
      [['Event', 'B']],
    ]);
    expect(readAll(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('ends lines by LF alone, too', () => {
    expect(readAll(BANNER, 'Event: A\n\n').messages).toEqual([[['Event', 'A']]]);
  });

  const ENDLESS: readonly (readonly [what: string, chunk: string, fault: RegExp])[] = [
    ['a line', 'x'.repeat(20_000), /a line longer/],
    ['a message of many fields', 'a: b\r\n'.repeat(500), /a message of more/],
    ['a message of long fields', `a: ${'x'.repeat(60_000)}\r\n`, /a message of more/],
  ];
  it.each(ENDLESS)('is given up when it never ends: %s', (_, chunk, fault) => {
    const reader = createAmiReader();
    reader.take(Buffer.from(BANNER));
    const faults = Array.from({ length: 10 }, () => reader.take(Buffer.from(chunk)).fault);
    expect(faults[0]).toBeUndefined();
    expect(faults.at(-1)).toMatch(fault);
    // What is given up is not read on.
    expect(reader.take(Buffer.from('\r\n\r\nEvent: A\r\n\r\n')).messages).toEqual([]);
  });

  it('may be much, in many messages', () => {
    const text = `Event: A\r\nValue: ${'x'.repeat(60_000)}\r\n\r\n`.repeat(20);
    expect(readAll(BANNER, text)).toMatchObject({ fault: undefined, messages: { length: 20 } });
  });

  it('makes the same messages however it is cut, whatever comes', () => {
    const piece = fc.constantFrom(
      'Event',
      ':',
      ': ',
      '\r',
      '\n',
      '\r\n',
      '\r\n\r\n',
      'ü',
      '\0',
      'x',
    );
    const bytes = fc.oneof(
      fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.from(pieces.join(''))),
      fc.uint8Array({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(bytes, fc.nat(), (tail, at) => {
        const all = Buffer.concat([Buffer.from(BANNER), tail]);
        const cut = at % (all.length + 1);
        const whole = readAll(all);
        expect(readAll(all.subarray(0, cut), all.subarray(cut))).toEqual(whole);
        for (const [name, value] of whole.messages.flat()) expect(name + value).not.toMatch(/\n/);
      }),
      { numRuns: soak(1_000, 100_000) },
    );
  });
});

describe('an action', () => {
  it('is a line for each field and an empty one', () => {
    const written = writeAction([
      ['Action', 'PJSIPNotify'],
      ['Variable', 'Event=check-sync'],
      ['Variable', 'Content='],
    ]);
    expect(written).toEqual({
      kind: 'text',
      text: 'Action: PJSIPNotify\r\nVariable: Event=check-sync\r\nVariable: Content=\r\n\r\n',
    });
  });

  const BAD: readonly (readonly [why: RegExp, fields: readonly AmiField[]])[] = [
    [/Value holds a line break/, [['Value', 'x\r\n\r\nAction: Originate']]],
    [/Value holds a line break/, [['Value', 'x\n']]],
    [/Value holds a line break/, [['Value', '\rx']]],
    [/Value holds a line break or a NUL/, [['Value', 'x\0y']]],
    [/has a name that is none/, [['Va\r\nlue', 'x']]],
    [/has a name that is none/, [['Action: Ping', 'x']]],
    [/has a name that is none/, [['', 'x']]],
    [/longer than the 1024 bytes/, [['Value', 'x'.repeat(1_024)]]],
    [/longer than the 1024 bytes/, [['Value', 'ü'.repeat(510)]]],
    [/at most 127 fields/, Array.from({ length: 128 }, (): AmiField => ['Variable', 'x'])],
  ];
  it.each(BAD)('is not written where %s', (why, fields) => {
    const written = writeAction(fields);
    expect(written).toMatchObject({ kind: 'unwritable', why: expect.stringMatching(why) });
    expect(JSON.stringify(written)).not.toContain('xx');
  });

  it('fills a line to its end', () => {
    const value = 'x'.repeat(1_024 - 'V: \r\n'.length);
    expect(writeAction([['V', value]]).kind).toBe('text');
    expect(writeAction([['V', `${value}x`]]).kind).toBe('unwritable');
  });

  it('is read as one message, whatever its values are', () => {
    fc.assert(
      fc.property(fc.array(anyText), (values) => {
        const fields = values.map((value): AmiField => ['V', value]);
        const written = writeAction([['Action', 'X'], ...fields]);
        if (written.kind !== 'text') return;
        expect(readAll(BANNER, written.text).messages).toEqual([[['Action', 'X'], ...fields]]);
      }),
      { numRuns: soak(500, 100_000) },
    );
  });
});

describe('the fields of a message', () => {
  const message: AmiMessage = {
    fields: [
      ['ActionID', '1'],
      ['Output', 'a'],
      ['output', 'b'],
    ],
  };
  it('are found whatever the case of their names', () => {
    expect(fieldOf(message, 'ActionId')).toBe('1');
    expect(fieldOf(message, 'OUTPUT')).toBe('a');
    expect(fieldOf(message, 'Out')).toBeUndefined();
    expect(fieldsOf(message, 'Output')).toEqual(['a', 'b']);
  });

  it('say what an action was refused for', () => {
    const response = (...fields: AmiField[]) => refusalOf({ fields });
    expect(response(['Response', 'Error'], ['Message', 'Permission denied'])).toBe(
      'Permission denied',
    );
    expect(response(['Response', 'error'])).toBe('no reason is given');
    expect(response(['Response', 'Success'], ['Message', 'Authentication accepted'])).toBe(
      undefined,
    );
  });
});
