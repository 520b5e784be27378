// A file's content on its way into one HTTP response, no faster than its client takes it.

import type { ServerResponse } from 'node:http';
import type { FileContent } from '../core/file-content.js';

/** Kept for each client that reads slowly: a copy, for a part of a window would keep all of it. */
const PART_BYTES = 32 * 1024;

/** Ends the response, unless the client goes before. Rejects where the content cannot be read any more. */
export async function sendContent(
  response: ServerResponse,
  content: FileContent,
  gone: Promise<unknown>,
): Promise<void> {
  let part = await readPart(content, 0);
  for (let at = part.length; at < content.size && !response.destroyed; at += part.length) {
    const taken = new Promise((resolve) => response.write(part, resolve));
    await Promise.race([gone, taken]);
    part = await readPart(content, at);
  }
  response.end(part);
}

async function readPart(content: FileContent, start: number): Promise<Uint8Array> {
  const end = Math.min(start + PART_BYTES, content.size);
  const { bytes, at } = await content.read(start, end);
  return bytes.slice(start - at, end - at);
}
