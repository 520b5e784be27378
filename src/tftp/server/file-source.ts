// What the TFTP server asks of whoever has the files. It has never heard of phones, inventories or folders.

import type { FileContent } from '../../core/file-content.js';
import type { Endpoint } from '../../udp/datagram.js';

/** Who asks. Whether this address may have the file is the source's decision. */
export type Client = Endpoint;

export type FileAnswer =
  /** One version of the file. The server releases it. */
  | { readonly kind: 'file'; readonly content: FileContent }
  /** `expected`: clients ask for this name as a matter of course, and rightly it is not there. */
  | { readonly kind: 'not-found'; readonly expected: boolean }
  /** `why` is for the log; the client hears only that access is denied. */
  | { readonly kind: 'denied'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface FileSource {
  /**
   * `name` is text from the wire: it may hold anything. Answering at once, without a promise, spares a turn of
   * the event loop. The server takes a throw or a rejection for `unreadable`.
   */
  open(name: string, client: Client): FileAnswer | Promise<FileAnswer>;
}
