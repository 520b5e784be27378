// A file's content on its way into one HTTP response, no faster than its client takes it.

import type { ServerResponse } from 'node:http';
import type { FileContent, Piece } from '../core/file-content.js';

/** Kept for each client that reads slowly: a copy, for a part of a window would keep all of it. */
const PART_BYTES = 32 * 1024;

/**
 * Ends the response, unless the client goes before. What is small and in memory has left with its head when this returns
 * undefined; else it is done when the promise resolves, and nothing of it has left yet. Throws or rejects where the content cannot be
 * read any more.
 */
export function sendContent(
  response: ServerResponse,
  content: FileContent,
): Promise<void> | undefined {
  const first = content.size === 0 ? NOTHING : content.read(0, endOfPart(content, 0));
  if (first instanceof Promise || content.size > PART_BYTES) {
    return sendParts(response, content, first);
  }
  response.end(partOf(first, 0, content.size));
  return undefined;
}

const NOTHING: Piece = { bytes: new Uint8Array(0), at: 0 };

async function sendParts(
  response: ServerResponse,
  content: FileContent,
  first: Piece | Promise<Piece>,
): Promise<void> {
  const gone = goneFrom(response);
  // The rest of a part must not wait until the client has told that it has the one before.
  response.socket?.setNoDelay(true);
  let part = partOf(await first, 0, endOfPart(content, 0));
  for (let at = part.length; at < content.size && !response.destroyed; at += part.length) {
    const taken = new Promise((resolve) => response.write(part, resolve));
    await Promise.race([gone, taken]);
    const end = endOfPart(content, at);
    part = partOf(await content.read(at, end), at, end);
  }
  response.end(part);
}

/** Resolves when the client has gone. */
function goneFrom(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.closed) resolve();
    else response.on('close', resolve).on('error', () => resolve());
  });
}

function endOfPart({ size }: FileContent, start: number): number {
  return Math.min(start + PART_BYTES, size);
}

function partOf({ bytes, at }: Piece, start: number, end: number): Uint8Array {
  // All there is of it: nothing else is kept by it.
  return start === at && end - at === bytes.length ? bytes : bytes.slice(start - at, end - at);
}
