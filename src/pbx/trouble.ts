// What it means that a connection to an Asterisk is not to be had, by the code that Node gives; each interface has its own words.

export type Trouble =
  /** Nothing listens there. */
  | 'closed'
  /** The same where TLS was to be spoken, which has settings of its own. */
  | 'closed-tls'
  /** The other end has ended it. */
  | 'ended'
  | 'no-way'
  | 'no-name'
  | 'silent'
  | 'no-tls'
  /** TLS is spoken there, and was not to be. */
  | 'tls-there'
  /** AMI where HTTP was to be spoken, or the reverse. */
  | 'other-interface'
  /** Of its certificate. */
  | 'not-trusted'
  | 'too-old';

const TROUBLES: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: 'closed',
  ECONNRESET: 'ended',
  UND_ERR_SOCKET: 'ended',
  EHOSTUNREACH: 'no-way',
  ENETUNREACH: 'no-way',
  ENOTFOUND: 'no-name',
  EAI_AGAIN: 'no-name',
  ETIMEDOUT: 'silent',
  UND_ERR_CONNECT_TIMEOUT: 'silent',
  EPROTO: 'no-tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no-tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'not-trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'not-trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'not-trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'not-trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'not-trusted',
  CERT_HAS_EXPIRED: 'too-old',
};

/** Undefined: it says that itself. */
export function troubleOf(code: string, isTls: boolean): Trouble | undefined {
  const trouble = Object.hasOwn(TROUBLES, code) ? TROUBLES[code] : undefined;
  return trouble === 'closed' && isTls ? 'closed-tls' : trouble;
}
