// The files of the browser's part, read once at the start and looked up by name: no name from the wire is ever a path.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PLAIN_TEXT } from '../core/media-types.js';

export interface Asset {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Absent: it gets no smaller. */
  readonly gzipped?: Uint8Array;
  readonly etag: string;
  /** What is in it changes with its name. */
  readonly isHashed: boolean;
}

/** By what is asked for: `/`, `/assets/index-D4kz.js`. */
export type Assets = ReadonlyMap<string, Asset>;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  md: PLAIN_TEXT,
  txt: PLAIN_TEXT,
};
const HASHED = /^assets\/[^/]+-[\w-]{8}\.\w+$/;

/** Of a folder that is not there: none. */
export async function readAssets(folder: string): Promise<Assets> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const assets = names
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = path
        .slice(folder.length + 1)
        .split(sep)
        .join('/');
      return [name === 'index.html' ? '/' : `/${name}`, await readAsset(path, name)] as const;
    });
  return new Map(await Promise.all(assets));
}

async function readAsset(path: string, name: string): Promise<Asset> {
  const bytes = await readFile(path);
  const gzipped = await promisify(gzip)(bytes, { level: 9 });
  return {
    contentType: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    bytes,
    ...(gzipped.length < bytes.length && { gzipped }),
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 20)}"`,
    isHashed: HASHED.test(name),
  };
}
