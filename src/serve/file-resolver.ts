// A name from the wire -> content: first the site's files, then the plain ones. The same for TFTP and HTTP.

import type { FileFolder, PlainFile } from '../artifacts/file-folder.js';
import { contentOf, type FileContent } from '../core/file-content.js';
import { type Mac, macInName } from '../core/mac.js';
import { isExpectedMiss } from '../phones/registry.js';
import type { Owner } from './access.js';
import { createDirectory } from './directory.js';
import type { Rendered, ServedFile, ServedFiles, ServedSite } from './served-site.js';

export type Resolved =
  | { readonly kind: 'file'; readonly content: FileContent; readonly mediaType: string }
  /** `expected`: phones ask for this name as a matter of course, and rightly it is not there. */
  | { readonly kind: 'not-found'; readonly expected: boolean }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface FileResolver {
  /** A promise where somebody else has to be waited for. `query`: of who may ask for more than a name. */
  resolve(name: string, query?: string): Resolved | Promise<Resolved>;
  /** Whose file this is, if there is one. */
  ownerOf(name: string): Owner;
  /** Which phone a name speaks of, also if there is no such file: `CTLSEP<MAC>.tlv`. */
  phoneNamedBy(name: string): Mac | undefined;
}

const BINARY = 'application/octet-stream';

/** For one site. */
export function createFileResolver(
  { files, phones, directory }: ServedSite,
  folders: readonly FileFolder[],
): FileResolver {
  const answerDirectory = directory && createDirectory(directory);
  return {
    resolve(wireName, query) {
      const name = withoutLeadingSlash(wireName);
      const page = query === undefined ? undefined : answerDirectory?.(name, query);
      if (page) return page;
      const file = files.find(name);
      if (file) return fetchFile(file, files);
      return openPlain(folders, name) ?? { kind: 'not-found', expected: isExpectedMiss(name) };
    },
    ownerOf(wireName) {
      const file = files.find(withoutLeadingSlash(wireName));
      return file?.mac ?? (file?.holdsSecrets ? 'phones' : undefined);
    },
    phoneNamedBy(wireName) {
      const name = withoutLeadingSlash(wireName);
      return files.find(name)?.mac ?? knownMac(phones, name);
    },
  };
}

/** Undefined: no folder has it. */
function openPlain(
  folders: readonly FileFolder[],
  name: string,
): Resolved | Promise<Resolved> | undefined {
  for (const folder of folders) {
    const found = folder.open(name);
    // One that is there but was written just now; should it go meanwhile, that is all there is to say.
    if (found instanceof Promise) return found.then(asResolved);
    if (found.kind !== 'not-found') return asResolved(found);
  }
  return undefined;
}

function asResolved(found: PlainFile): Resolved {
  if (found.kind === 'file') return { kind: 'file', content: found.content, mediaType: BINARY };
  return found.kind === 'unreadable' ? found : { kind: 'not-found', expected: false };
}

/** URLs and some clients put one before the name; there is nothing above the root that it could mean. */
function withoutLeadingSlash(name: string): string {
  return name.startsWith('/') ? name.slice(1) : name;
}

function fetchFile(file: ServedFile, files: ServedFiles): Resolved | Promise<Resolved> {
  const resolved = (rendered: Rendered): Resolved =>
    rendered.kind === 'file'
      ? { kind: 'file', content: contentOf(rendered.bytes), mediaType: file.mediaType }
      : rendered;
  const rendered = files.fetch(file);
  return rendered instanceof Promise ? rendered.then(resolved) : resolved(rendered);
}

function knownMac(phones: ServedSite['phones'], name: string): Mac | undefined {
  const mac = macInName(name);
  return mac && phones.has(mac) ? mac : undefined;
}
