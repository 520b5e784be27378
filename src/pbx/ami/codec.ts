// Bytes of a manager interface (AMI) to messages, and actions to text. Total: whatever comes makes messages or a fault,
// never an error, in bounded memory.

import { StringDecoder } from 'node:string_decoder';
import type { AmiField, AmiMessage } from './message.js';

/** In characters. Asterisk itself keeps to a few thousand. */
const MAX_LINE = 64 * 1_024;
/** The characters and the fields of a message. */
const MAX_MESSAGE = 256 * 1_024;
const MAX_FIELDS = 2_000;
/** In bytes, CRLF included: Asterisk throws away what is longer (`inbuf` of its manager.c), and takes 128 fields. */
const MAX_ACTION_LINE = 1_024;
const MAX_ACTION_FIELDS = 127;

const BANNER = /^Asterisk Call Manager\/(\d[\w.]{0,20})$/;
const NAME = /^[A-Za-z][\w-]*$/;
const BREAKS = /[\r\n\0]/;

const NO_AMI = 'is no manager interface of Asterisk: look at "port" of the AMI';

export type AmiReadFault =
  | typeof NO_AMI
  | 'sent a line longer than 65536 characters'
  | 'sent a message of more than 2000 fields or 262144 characters';

export interface AmiRead {
  readonly messages: readonly AmiMessage[];
  /** What is wrong: the rest of the stream means nothing any more. */
  readonly fault?: AmiReadFault;
}

export interface AmiReader {
  /** What is whole now. After a fault nothing more comes. */
  take(chunk: Uint8Array): AmiRead;
  /** What it says that it speaks, `11.0.0`, as soon as that has come. */
  version(): string | undefined;
}

interface Reading {
  version: string | undefined;
  /** The start of a line whose end has not come. */
  rest: string;
  fields: AmiField[];
  /** Characters in `fields`. */
  size: number;
  fault: AmiReadFault | undefined;
}

export function createAmiReader(): AmiReader {
  const decoder = new StringDecoder('utf8');
  const reading: Reading = { version: undefined, rest: '', fields: [], size: 0, fault: undefined };
  return {
    version: () => reading.version,
    take(chunk) {
      const messages: AmiMessage[] = [];
      if (!reading.fault) takeText(reading, decoder.write(chunk), messages);
      return reading.fault ? { messages, fault: reading.fault } : { messages };
    },
  };
}

function takeText(reading: Reading, text: string, messages: AmiMessage[]): void {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    const line = reading.rest + text.slice(start, end);
    reading.rest = '';
    start = end + 1;
    takeLine(reading, line.endsWith('\r') ? line.slice(0, -1) : line, messages);
    if (reading.fault) return;
  }
  reading.rest += text.slice(start);
  if (reading.rest.length > MAX_LINE) reading.fault = longFault(reading);
}

/** What does not even say who it is in so many characters is told so. */
function longFault({ version }: Reading): AmiReadFault {
  return version === undefined ? NO_AMI : 'sent a line longer than 65536 characters';
}

function takeLine(reading: Reading, line: string, messages: AmiMessage[]): void {
  if (line.length > MAX_LINE) {
    reading.fault = longFault(reading);
  } else if (reading.version === undefined) {
    reading.version = BANNER.exec(line)?.[1];
    if (reading.version === undefined) reading.fault = NO_AMI;
  } else if (line !== '') {
    takeField(reading, line);
  } else if (reading.fields.length > 0) {
    messages.push({ fields: reading.fields });
    reading.fields = [];
    reading.size = 0;
  }
}

function takeField(reading: Reading, line: string): void {
  reading.fields.push(fieldOfLine(line));
  reading.size += line.length;
  if (reading.fields.length > MAX_FIELDS || reading.size > MAX_MESSAGE) {
    reading.fault = 'sent a message of more than 2000 fields or 262144 characters';
  }
}

/** A line without a colon has no name. One blank after the colon is not of the value. */
function fieldOfLine(line: string): AmiField {
  const colon = line.indexOf(':');
  if (colon < 0) return ['', line];
  const from = line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1;
  return [line.slice(0, colon), line.slice(from)];
}

/** Text of an action with its end, or what about it cannot be written: it would make another action of this one. */
export type AmiWritten =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unwritable'; readonly why: string };

/** Of all fields but the ActionID, which goes in front. No value is named in what is said: it may be a secret. */
export function writeAction(fields: readonly AmiField[]): AmiWritten {
  if (fields.length > MAX_ACTION_FIELDS) {
    return unwritable(`an action has at most ${MAX_ACTION_FIELDS} fields`);
  }
  const lines: string[] = [];
  for (const [name, value] of fields) {
    const line = `${name}: ${value}\r\n`;
    const why = faultOfField(name, value, line);
    if (why !== undefined) return unwritable(why);
    lines.push(line);
  }
  return { kind: 'text', text: `${lines.join('')}\r\n` };
}

function faultOfField(name: string, value: string, line: string): string | undefined {
  if (!NAME.test(name)) return 'a field of an action has a name that is none';
  if (BREAKS.test(value)) return `the value of ${name} holds a line break or a NUL`;
  if (Buffer.byteLength(line) <= MAX_ACTION_LINE) return undefined;
  return `the value of ${name} is longer than the ${MAX_ACTION_LINE} bytes of a line that Asterisk reads`;
}

function unwritable(why: string): AmiWritten {
  return { kind: 'unwritable', why };
}
