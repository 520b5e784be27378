// The list of what offhook wrote to a folder, with each file's SHA-256: what may be overwritten and removed; and with a
// digest of what it was made from: what need not be made again.

import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codedError, codeOf } from '../core/coded-error.js';
import { namingFile, refuseUnseen } from '../core/file-error.js';
import { isJsonObject, parseJson } from '../core/json.js';

export const MANIFEST_NAME = '.offhook-manifest.json';

export interface Written {
  /** Lower-case hex, of the bytes that were written. */
  readonly sha256: string;
  /** Digest of what makes these bytes; absent: it is not known, or there was something to say of them. */
  readonly madeFrom?: string;
}

/** By name. */
export type Manifest = ReadonlyMap<string, Written>;

/** Lower-case hex; of a text, as UTF-8. */
export function sha256(data: Uint8Array | string): string {
  return hash('sha256', data);
}

/** Whether the name stays inside a flat folder, and apart from our own files there. */
export function isFolderName(name: string): boolean {
  return !/^(?:\.{0,2}|\.offhook.*)$|[/\\\0]/s.test(name);
}

/** No manifest is an empty one. Throws an Error with `code` if it cannot be read or is damaged. */
export function readManifest(dir: string): Manifest {
  const path = join(dir, MANIFEST_NAME);
  let text: string;
  try {
    refuseUnseen(dir);
    text = namingFile(path, () => readFileSync(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Map();
    if (codeOf(error) === 'ENOTDIR') {
      const message = `${dir} is no folder: a part of the path is a file; name another folder`;
      throw codedError('ENOTDIR', message, error);
    }
    throw error;
  }
  const files = parseManifest(text);
  if (files) return files;
  const message = `${path} is damaged or from a later version: delete it, and generate again`;
  throw codedError('EMANIFEST', message);
}

/** The same files give the same text, whatever the order of writing. */
export function formatManifest(manifest: Manifest): string {
  const files: string[] = [];
  const madeFrom: string[] = [];
  for (const name of [...manifest.keys()].sort()) {
    const named = `    ${JSON.stringify(name)}: `;
    files.push(named + JSON.stringify(manifest.get(name)?.sha256));
    const digest = manifest.get(name)?.madeFrom;
    if (digest !== undefined) madeFrom.push(named + JSON.stringify(digest));
  }
  const digests = madeFrom.length > 0 ? `,\n  "madeFrom": ${block(madeFrom)}` : '';
  return `{\n  "version": 1,\n  "files": ${block(files)}${digests}\n}\n`;
}

/** As JSON is indented. Put together by hand, for there are two lines for each phone. */
function block(lines: readonly string[]): string {
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
}

function parseManifest(text: string): Manifest | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value) || value.version !== 1 || !isJsonObject(value.files)) return undefined;
  const manifest = new Map<string, Written>();
  // Earlier versions wrote none.
  const madeFrom = isJsonObject(value.madeFrom) ? value.madeFrom : {};
  for (const [name, ofBytes] of Object.entries(value.files)) {
    if (typeof ofBytes !== 'string' || !isFolderName(name)) return undefined;
    const digest = Object.hasOwn(madeFrom, name) ? madeFrom[name] : undefined;
    manifest.set(name, {
      sha256: ofBytes,
      ...(typeof digest === 'string' && { madeFrom: digest }),
    });
  }
  return manifest;
}
