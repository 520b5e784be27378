// What differs between Asterisk's two SIP channel drivers: one row each, with the files that are its own.

import type { Finding } from '../../findings/finding.js';
import type { Entry } from './conf.js';
import type { Account, Exchange } from './exchange.js';

export interface ChannelDriver {
  /** As `--chan` names it. */
  readonly chan: 'pjsip' | 'sip';
  /** As a channel's name begins: `PJSIP/7001`. */
  readonly technology: string;
  /** Its file, ours and the owner's: endpoints. */
  readonly file: string;
  readonly notifyFile: string;
  /** Of every message that it sends a phone. */
  readonly notifyEntries: readonly Entry[];
  /** What the CLI sends one with. */
  notifyCommand(name: string, number: string): string;
  /** What it does not take of an account. */
  judge(account: Account): readonly Finding[];
  formatAccounts(exchange: Exchange): string;
  /** Whether all phones of an account ring, or the last alone that registered. */
  readonly ringsAll: boolean;
  /** What a number at another PBX is dialled by; undefined: it joins none. */
  dialPeer?(number: string, peer: Exchange['peers'][number]): string;
}
