// What `replay` is given: captures and recordings of events, from files or standard input, packed or not. What each is
// shows at its first bytes.

import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createCaptureReader, isCapture } from '../capture/file/read-capture.js';
import { createNotes, type Notes } from '../capture/notes.js';
import type { CapturedPacket } from '../capture/packet.js';
import { codeOf } from '../core/coded-error.js';
import { namingChunks } from '../core/file-error.js';
import type { Told } from '../timeline/events.js';
import { isRecordingHeader, readEvent, readRecordingEnd } from '../timeline/recorded-events.js';
import { type Io, UsageError } from './io.js';

export interface EventFile {
  readonly name: string;
  /** Of the file itself; whole when it has been read to its end. */
  readonly notes: Notes;
  readonly content:
    | { readonly kind: 'capture'; readonly packets: AsyncIterable<readonly CapturedPacket[]> }
    | { readonly kind: 'recording'; readonly events: AsyncIterable<RecordedLine> };
}

/** An event, or until when none followed. */
export type RecordedLine = Told | { readonly endedMs: number };

type Chunks = AsyncIterable<Uint8Array>;

const CHUNK_BYTES = 256 * 1024;
/** Longer than any event. */
const MAX_LINE_CHARACTERS = 256 * 1024;
const GZIP = [0x1f, 0x8b];

/** Throws the system's error where it cannot be read, and UsageError where it is something else. */
export async function openEventFile(name: string, io: Io): Promise<EventFile> {
  const notes = createNotes();
  const { start, chunks } = await peek(unpacked(await peek(openChunks(name, io)), name));
  if (start.length === 0) throw new UsageError(`${name} is empty`);
  if (isCapture(start)) {
    return { name, notes, content: { kind: 'capture', packets: readPackets(chunks, notes) } };
  }
  if (isRecording(start)) {
    return { name, notes, content: { kind: 'recording', events: readEvents(chunks, notes) } };
  }
  throw new UsageError(
    `${name} is neither a capture (pcap, pcapng) nor a recording of events (what "--format jsonl" writes)`,
  );
}

function openChunks(name: string, io: Io): Chunks {
  if (name === '-') return inputOf(io);
  const path = resolve(io.cwd, name);
  return namingChunks(path, createReadStream(path, { highWaterMark: CHUNK_BYTES }));
}

async function* inputOf(io: Io): Chunks {
  yield await io.readInputBytes();
}

interface Peeked {
  /** The first chunk; empty: there is none. */
  readonly start: Uint8Array;
  /** All of them. */
  readonly chunks: Chunks;
}

/** At least four bytes of the start, where there are so many. */
async function peek(chunks: Chunks): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start: Uint8Array = new Uint8Array(0);
  let isDone = false;
  while (start.length < 4 && !isDone) {
    const next = await iterator.next();
    isDone = next.done === true;
    if (!next.done) start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  async function* all(): Chunks {
    yield start;
    for (let next = isDone ? undefined : await iterator.next(); next && !next.done; ) {
      yield next.value;
      next = await iterator.next();
    }
  }
  return { start, chunks: all() };
}

/** As people send captures. What it unpacks to is read as it comes, and never held. */
async function* unpacked({ start, chunks }: Peeked, name: string): Chunks {
  if (!GZIP.every((byte, index) => start[index] === byte)) return yield* chunks;
  const packed = Readable.from(chunks);
  const gunzip = createGunzip();
  packed.on('error', (error) => gunzip.destroy(error));
  let isBegun = false;
  try {
    for await (const chunk of packed.pipe(gunzip)) {
      isBegun = true;
      yield chunk;
    }
  } catch (error) {
    // What came out of a packed file that was cut is worth as much as of one that was not packed.
    if (isBegun && codeOf(error) === 'Z_BUF_ERROR') return;
    if (!codeOf(error)?.startsWith('Z_')) throw error;
    throw new UsageError(`${name} cannot be unpacked: it is damaged`);
  }
}

async function* readPackets(chunks: Chunks, notes: Notes): AsyncIterable<CapturedPacket[]> {
  let packets: CapturedPacket[] = [];
  const reader = createCaptureReader((packet) => packets.push(packet), notes);
  for await (const chunk of chunks) {
    const goesOn = reader.take(chunk);
    yield packets;
    packets = [];
    if (!goesOn) break;
  }
  reader.end();
}

function isRecording(start: Uint8Array): boolean {
  const [line = ''] = Buffer.from(start).toString('utf8').split('\n', 1);
  return isRecordingHeader(line) || readEvent(line) !== undefined;
}

async function* readEvents(chunks: Chunks, notes: Notes): AsyncIterable<RecordedLine> {
  let number = 0;
  for await (const line of linesOf(chunks)) {
    number++;
    if (line.trim() === '' || isRecordingHeader(line)) continue;
    const told = readEvent(line);
    const endedMs = told ? undefined : readRecordingEnd(line);
    if (told) yield told;
    else if (endedMs !== undefined) yield { endedMs };
    else notes.add('not-an-event', { unit: 'line', number });
  }
}

/** In place of one that is too long comes a text that is no event. */
async function* linesOf(chunks: Chunks): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let held = '';
  let isTooLong = false;
  for await (const chunk of chunks) {
    const lines = `${held}${decoder.decode(chunk, { stream: true })}`.split('\n');
    held = lines.pop() ?? '';
    for (const line of lines) {
      yield isTooLong ? TOO_LONG : line;
      isTooLong = false;
    }
    if (held.length <= MAX_LINE_CHARACTERS) continue;
    isTooLong = true;
    held = '';
  }
  if (held !== '' || isTooLong) yield isTooLong ? TOO_LONG : held;
}

const TOO_LONG = '-';
