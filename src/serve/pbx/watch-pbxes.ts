// The PBXes of the site that is served, and the story of its phones: who they are that are told of, and who hears of it.

import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import { createStateCarrier } from '../../pbx/states/carry-states.js';
import { macsOfRegister } from '../../phones/registry.js';
import { makerOf } from '../dhcp-policy.js';
import type { ServedSite } from '../served-site.js';
import type { Story } from '../story/story.js';
import { callingPbxes } from './calling-pbxes.js';
import { type CallsDesk, createCallsDesk } from './calls-desk.js';
import { openPbxLinks, type PbxLinks } from './links.js';
import { logLink } from './log-link.js';
import { openOwnRooms } from './own-rooms.js';

export interface WatchPbxesOptions {
  readonly story: Pick<Story, 'note' | 'seenAt'>;
  /** Who has an address. */
  holderOf(address: string): Mac | undefined;
  /** Something about this phone is other than it was. */
  heard(mac: Mac): void;
  /** False: PBXes are listened to, and nothing is done there, which another server may be doing. */
  readonly acts: boolean;
  readonly log: Log;
}

export interface WatchedPbxes extends Omit<PbxLinks, 'replace'> {
  readonly calls: CallsDesk;
  replace(site: ServedSite, isByHand?: boolean): void;
}

export function watchPbxes(first: ServedSite, options: WatchPbxesOptions): WatchedPbxes {
  const { story, log } = options;
  const workAt = (of: ServedSite): Work => (options.acts ? of : NO_WORK);
  let site = first;
  const states = createStateCarrier({
    links: workAt(first).pbxLinks,
    refused: (name) => logLink(log, name).lacks('states'),
  });
  const links = openPbxLinks(first, {
    states,
    people: {
      namedIn: macsOfRegister,
      isPhone: (mac) => site.phones.has(mac) || makerOf(site, mac, undefined) !== undefined,
      holderOf: (address) => options.holderOf(address) ?? story.seenAt(address),
    },
    tell: story.note,
    changed: options.heard,
    log,
  });
  const rooms = openOwnRooms(workAt(first).roomHosts, log);
  return {
    ...links,
    calls: createCallsDesk(() => callingPbxes(links.all(), rooms)),
    replace(next, isByHand) {
      site = next;
      links.replace(next, isByHand);
      rooms.replace(workAt(next).roomHosts, isByHand);
      void states.replace(workAt(next).pbxLinks);
    },
    async close() {
      rooms.close();
      await states.close();
      await links.close();
    },
  };
}

type Work = Pick<ServedSite, 'pbxLinks' | 'roomHosts'>;
const NO_WORK: Work = { pbxLinks: [], roomHosts: [] };
