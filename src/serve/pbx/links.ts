// The links to all PBXes that the inventory says how to ask. A reload that changes how one is asked connects it anew, and leaves the
// others alone.

import type { Mac } from '../../core/mac.js';
import { createTurns } from '../../core/turns.js';
import type { LineAnswer } from '../../page/wire/phone.js';
import type { LineSeen } from '../../pbx/lines/registrations.js';
import type { SilentPbx } from '../../timeline/site-rows.js';
import { LINE_USES } from '../../timeline/view.js';
import type { ServedSite } from '../served-site.js';
import type { ServedPbx } from '../site-pbx.js';
import type { PbxLink } from '../story/look-at.js';
import { type LinesNow, NO_LINK } from '../story/story.js';
import { isAskedAs } from './is-asked-as.js';
import { type Link, type LinkOptions, type LinkState, openLink } from './link.js';

export type LinksOptions = Omit<LinkOptions, 'pbx' | 'turned' | 'lines'>;

export interface PbxLinks {
  /** Whether all of these tell of their lines, and since when the last of them does. */
  linkOf(pbxes: readonly string[]): PbxLink;
  /** What is known of a phone's lines, of the inventory in force. */
  linesOf(mac: Mac): readonly PhoneLine[];
  /** In the order of the inventory. */
  all(): readonly Link[];
  /** Another inventory is in force. `isByHand`: somebody wants it read, and may have seen to what was refused. */
  replace(site: PbxSite, isByHand?: boolean): void;
  close(): Promise<void>;
}

export interface PhoneLine extends LineSeen {
  readonly line: string;
  /** Name of the PBX that tells of it. */
  readonly pbx: string;
}

/** As it is told. Renewals are looked for every few minutes: an end that has passed says nothing. `nowMs` since 1970. */
export function lineAnswer(
  { line, pbx, use, contact, source }: PhoneLine,
  nowMs: number,
): LineAnswer {
  const { status, address, agent, expiresMs } = contact ?? {};
  const state = status === 'reachable' ? 'registered' : (status ?? 'unregistered');
  return {
    ...{ line, pbx, state },
    ...(address !== undefined && { address }),
    ...(source !== undefined && { source }),
    ...(agent !== undefined && { agent }),
    ...(expiresMs !== undefined &&
      expiresMs > nowMs && { until: new Date(expiresMs).toISOString() }),
    ...(use !== undefined && use !== 'idle' && { use }),
  };
}

/** What the most occupied of them does, and where they are registered. */
export function linesNow(lines: readonly PhoneLine[]): LinesNow {
  return {
    use: LINE_USES.findLast((use) => lines.some((line) => line.use === use)),
    // An address behind a NAT is the phone's where it is, and may be another's here.
    contacts: lines.flatMap(({ contact, source }) =>
      contact && (source === undefined || contact.isReached) ? contact : [],
    ),
  };
}

/** Those of which nobody knows who is registered there. */
export function silentAmong(
  links: readonly Pick<Link, 'name' | 'state'>[] = [],
): readonly SilentPbx[] {
  return links.flatMap(({ name, state: { silentMs } }) =>
    silentMs === undefined ? [] : { name, sinceMs: silentMs },
  );
}

/** Also where it may not show who is registered: it tells of logins all the same. */
function hears(state: LinkState | undefined): boolean {
  if (state === undefined || state.fault !== undefined) return false;
  return state.upMs !== undefined || state.lacks.length > 0;
}

export type PbxSite = Pick<ServedSite, 'pbxes' | 'phones'>;

export function openPbxLinks(first: PbxSite, options: LinksOptions): PbxLinks {
  let site = first;
  let links: readonly Link[] = [];
  let isClosed = false;

  async function turned(name: string): Promise<void> {
    const { next } = createTurns();
    for (const mac of site.phones.macs()) {
      if (isClosed) return;
      if (site.phones.textsOf(mac)?.pbxes.includes(name)) options.changed(mac);
      await next();
    }
  }

  function open(pbx: ServedPbx): Link {
    const before = links.find(({ name }) => name === pbx.name);
    return openLink({
      ...{ ...options, pbx, lines: before?.lines },
      turned: (name) => void turned(name),
    });
  }

  function replace(next: PbxSite, isByHand = false): void {
    site = next;
    const left = new Set(links);
    links = next.pbxes.map((pbx) => {
      const known = [...left].find((link) => isAskedAs(link.pbx, pbx));
      if (!known) return open(pbx);
      left.delete(known);
      void known.replace(pbx);
      if (isByHand) known.retry();
      return known;
    });
    for (const link of left) {
      void link.close();
      void turned(link.pbx.name);
    }
  }

  replace(first);
  return {
    linkOf(pbxes) {
      if (links.length === 0) return NO_LINK;
      const states = pbxes.map((name) => links.find(({ pbx }) => pbx.name === name)?.state);
      const since = states.flatMap((state) => state?.upMs ?? []);
      if (since.length < pbxes.length) {
        return states.every(hears) ? { pbxLink: false, pbxHears: true } : NO_LINK;
      }
      return since.length === 0
        ? { pbxLink: true }
        : { pbxLink: true, pbxLinkMs: Math.max(...since) };
    },
    linesOf(mac) {
      const { lines = [], pbxes = [] } = site.phones.textsOf(mac) ?? {};
      const asked = links.filter(({ pbx }) => pbxes.includes(pbx.name));
      return lines.flatMap((line) => {
        for (const { pbx, seen } of asked) {
          const found = seen(mac, line);
          if (found) return { ...found, line, pbx: pbx.name };
        }
        return [];
      });
    },
    all: () => links,
    replace,
    async close() {
      isClosed = true;
      await Promise.all(links.map((link) => link.close()));
    },
  };
}
