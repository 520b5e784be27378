// What the servers around one site take, and what they are once they run.

import type { Listening, Program } from './about.js';
import type { Desk } from './desk/desk.js';
import type { FileServing } from './file-servers.js';
import type { KeptFindings } from './kept-findings.js';
import type { Live } from './live/live.js';
import type { OpenPage, PageWanted } from './live/page.js';
import type { Placement } from './local-address.js';
import type { Monitor } from './metrics/monitor.js';
import type { FilesBehind, PlainFiles } from './plain-files.js';
import type { Swap } from './reloader.js';
import type { ServedSite } from './served-site.js';
import type { SiteDhcpOptions } from './site-dhcp.js';
import type { SiteStory } from './story/site-story.js';
import type { Story } from './story/story.js';

export interface AppOptions extends SiteDhcpOptions, FileServing {
  /** Where there are networks. */
  readonly dhcp: boolean;
  /** Looked up after the site's; what the first was read from is hidden. */
  readonly plainFiles: PlainFiles;
  readonly program: Program;
  /** Of what is in force: whoever reads it keeps them up. */
  readonly findings: Pick<KeptFindings, 'answer' | 'counts'>;
  /** Answers what takes the inventory itself. */
  readonly desk: Desk;
  /** Counts, and is asked; absent: nobody wants metrics. */
  readonly monitor?: Monitor;
  /** Absent: none is wanted. */
  readonly page?: PageWanted;
  /** Called once, when all sockets are open and no file of ours is: the moment to leave root. What it throws ends the start. */
  socketsOpen(): void;
}

export interface App {
  /** `backend`: what carries its packets, for people. */
  readonly tftp: Listening & { readonly backend: string };
  readonly http?: Listening;
  /** Where metrics are. */
  readonly metrics?: Listening;
  /** Which networks are served, and what the others wait for. */
  readonly dhcp?: Placement;
  readonly page?: OpenPage;
  /** Hears what pages are to be told. */
  readonly live?: Pick<Live, 'reloaded'>;
  /**
   * Opens what its networks need; all that can fail is done before the swap, which must come soon. Transfers in progress
   * keep the bytes that they began with.
   */
  prepare(site: ServedSite, isByHand?: boolean): Promise<Swap>;
  /** What an inventory was read from, also one that is not served: nobody's to fetch. */
  keepPrivate(behind: FilesBehind): void;
  /** What each phone is doing, and what all of them say together. */
  readonly story: Story;
  readonly site: SiteStory;
  /** Called when somebody asks by the socket that the inventory be read again; one listener. */
  onReload(listener: () => void): void;
  /** How many networks are served now. */
  networks(): number;
  /** Leases stay on the disk. */
  close(): Promise<void>;
}
