// What an HTTP server of files asks for, and what it tells of each request.

import type { FileContent } from '../core/file-content.js';
import type { UnparsedOutcome } from './refuse-unparsed.js';

export interface HttpClient {
  readonly address: string;
  readonly port: number;
}

export type HttpAnswer =
  /** The server releases the content. */
  | { readonly kind: 'file'; readonly content: FileContent; readonly mediaType: string }
  /** `expected`: clients ask for this name as a matter of course, and rightly it is not there. */
  | { readonly kind: 'not-found'; readonly expected: boolean }
  /** `why` is for the log; the client hears only a status. */
  | { readonly kind: 'denied'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface HttpFileSource {
  /**
   * `name` is text from the wire without its leading slash. It has no `..`, no backslash and no NUL, but may
   * hold anything else. `query` is what stands behind the `?` of its URL, as it came; empty where nothing does. The
   * server takes a throw or a rejection for `unreadable`.
   */
  open(name: string, client: HttpClient, query: string): HttpAnswer | Promise<HttpAnswer>;
}

export type HttpOutcome =
  | 'sent'
  | 'head'
  | 'not-found'
  | 'expected-miss'
  | 'denied'
  | 'unreadable'
  | 'bad-name'
  | UnparsedOutcome;

/** Made once for each request, when its answer has left or the client has gone, always in one shape: what is absent may be undefined. */
export interface HttpReport {
  readonly client: HttpClient;
  readonly fileName: string;
  readonly outcome: HttpOutcome;
  readonly detail?: string | undefined;
  /** Of the file; 0 unless all of it was handed to the system. */
  readonly bytes: number;
  /** Of the whole file, where it is there. */
  readonly size?: number | undefined;
  /** User-Agent, as it came. */
  readonly agent?: string | undefined;
  readonly durationMs: number;
}
