// What an Asterisk knows of one account at one moment: where it is registered, and what it is doing. Types only.

/** What a line is doing: of several calls, the one that says most. */
export type Use = 'idle' | 'ringing' | 'in-use' | 'hold';

/** Where one device has registered an account. */
export interface Contact {
  /** Of chan_sip, which has one for each account, the account itself until it was looked at. */
  readonly uri: string;
  /** Where calls to it go: an address, or a name. */
  readonly address?: string | undefined;
  /** Its User-Agent, as it is kept: without a password in it. */
  readonly agent?: string | undefined;
  /** Of its REGISTER; PJSIP alone tells it. */
  readonly callId?: string | undefined;
  /** When it runs out, in milliseconds since 1970. */
  readonly expiresMs?: number | undefined;
  /** `unreachable`: it does not answer the PBX's OPTIONS. */
  readonly status: 'reachable' | 'unreachable';
  /** It has answered them there, now or before; PJSIP alone tells it. Absent: it was not asked, or never has. */
  readonly isReached?: true | undefined;
}

/** As one of an Asterisk's lists has it. */
export interface ListedContact extends Contact {
  readonly account: string;
  /** More of it has to be asked for before it is known who it is. */
  readonly isPart?: true;
}
