// What rollouts want of the links to PBXs: who is registered how, who is in a call, and to have a phone told by its PBX.

import type { Mac } from '../../core/mac.js';
import type { NotifyWay } from '../../site/notify.js';

/** How a phone has registered a line, by what its PBX says. */
export interface RegisteredAs {
  /** Of its REGISTER. Absent: the PBX does not tell it, as chan_sip does not. */
  readonly callId?: string;
  /** Host of the URI in its Contact, which need not be where it is. */
  readonly host?: string;
}

export interface PbxPath {
  /** Undefined: it is not registered, or nobody tells. */
  registered(mac: Mac, line: string): RegisteredAs | undefined;
  /** One of its lines talks, is being called or is on hold. False where nobody tells. */
  isTalking(mac: Mac): boolean;
  /** There is a link to the PBX of this name, and it is up. */
  isUp(pbx: string): boolean;
  /**
   * Has the PBX send it to each contact of the line. Resolves with why it would not; undefined: it says that it has, which
   * is no sign that a phone has heard it. Does not reject.
   */
  notify(pbx: string, line: string, way: NotifyWay, callId?: string): Promise<string | undefined>;
}

/** Where there are no links. */
export const NO_PBX: PbxPath = {
  registered: () => undefined,
  isTalking: () => false,
  isUp: () => false,
  notify: async () => 'there is no link to its PBX',
};
