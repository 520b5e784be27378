// What a phone should do next, by what its files say: each is made or read as the phone would get it.

import type { FileContent } from '../../core/file-content.js';
import { bootScriptOf, readName } from '../../phones/registry.js';
import { type BootFiles, type Expected, expectedNext } from '../../timeline/expected.js';
import type { ServedModel } from '../site-data.js';
import type { PhoneStory } from './story.js';

/** What is there under a name. */
export type OpenedFile =
  | { readonly kind: 'file'; readonly content: FileContent }
  | { readonly kind: 'not-found' | 'unreadable' };

/** A list of firmware has some ten lines, a phone's file some hundred. What is larger names no others. */
const BYTES_MAX = 256 * 1024;
/** One file after the other: of so many a script has asked long since. */
const FILES_MAX = 40;

export async function nextSteps(
  { mac, history, facts }: Pick<PhoneStory, 'mac' | 'history' | 'facts'>,
  models: readonly ServedModel[],
  open: (name: string) => OpenedFile | Promise<OpenedFile>,
): Promise<readonly Expected[]> {
  const model = models.find(({ id }) => id === facts.model?.id);
  const script = model && bootScriptOf(mac, model);
  if (!script || !history.boot) return [];
  const bodies = new Map<string, Uint8Array | undefined>();
  const roleOf = (name: string) => readName(name, models)?.role;
  for (let files = 0; files < FILES_MAX; files += 1) {
    const lacking: string[] = [];
    const bodyOf: BootFiles['bodyOf'] = (name) => {
      if (!bodies.has(name)) lacking.push(name);
      return bodies.get(name);
    };
    const expected = expectedNext(history, facts, { script, bodyOf, roleOf });
    const [name] = lacking;
    if (name === undefined) return expected;
    bodies.set(name, await read(await open(name)));
  }
  return [];
}

async function read(opened: OpenedFile): Promise<Uint8Array | undefined> {
  if (opened.kind !== 'file') return undefined;
  const { content } = opened;
  try {
    const { size } = content;
    if (size > BYTES_MAX) return undefined;
    const { bytes, at } = await content.read(0, size);
    return bytes.subarray(0 - at, size - at);
  } catch {
    return undefined;
  } finally {
    content.release();
  }
}
