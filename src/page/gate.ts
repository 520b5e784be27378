// Whether a request may come in, decided before anything else looks at it. Whoever is not ours gets in by what browsers say of
// where a request comes from; and a page elsewhere whose name is made to lead here is known by the name that it asks for.

import { isIP } from 'node:net';

export interface GateRules {
  /** Names that the page is asked by, besides addresses and those of this machine. Small letters. */
  readonly hosts: ReadonlySet<string>;
  /** Addresses that may say for whom, by which name and over what they ask. */
  readonly proxies: ReadonlySet<string>;
  /** We speak TLS ourselves. */
  readonly tls: boolean;
  /** Reading needs a session, too. */
  readonly readersLogIn: boolean;
}

/** What is looked at of a request. */
export interface GateRequest {
  readonly method: string;
  /** As the router reads it: another reading of the same request would be a way around. */
  readonly path: string;
  /** Of who is connected. */
  readonly peer: string;
  /** undefined: it says none. By a name in small letters. */
  header(name: string): string | undefined;
}

/** Who shows what. `bearer` is asked at most once, and both only of what passes all else. */
export interface GateKeys {
  /** The name of a session that is open, by its cookie; asked for each of our name. */
  session(cookie: string): string | undefined;
  bearer(token: string, address: string): 'right' | 'wrong' | 'throttled';
}

export interface Admitted {
  readonly passes: true;
  /** Who asks, and by which name. */
  readonly address: string;
  readonly secure: boolean;
  /** In the log and in the phone's story; absent: who may read, and not act. */
  readonly by?: string;
  /** Its name. */
  readonly session?: string;
}

export interface Refused {
  readonly passes: false;
  readonly address: string;
  readonly status: 401 | 403 | 415 | 421 | 429;
  readonly detail: string;
}

export const COOKIE = 'offhook';
/** Over TLS browsers hold it to this host, this path, and TLS. */
export const SECURE_COOKIE = `__Host-${COOKIE}`;

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Needs none: the page itself, which asks for one, and what a service manager looks at. */
const LOGIN_PATH = '/api/v1/session';
const OPEN_PATHS = new Set(['/livez', '/readyz', LOGIN_PATH]);
/** And what PBXs ask by a short name. */
const API = /^\/(?:api\/|numbers$)/;
const JSON_TYPE = /^application\/json\s*(;|$)/i;

export function judge(request: GateRequest, rules: GateRules, keys: GateKeys): Admitted | Refused {
  const asked = askedBy(request, rules);
  const { address, secure } = asked;
  const refused = (status: Refused['status'], detail: string): Refused => ({
    passes: false,
    address,
    status,
    detail,
  });
  if (!isOurName(asked.host, rules.hosts)) {
    return refused(421, 'this server has another name: --page-host says which it goes by');
  }
  const bearer = /^Bearer +(.*)$/i.exec(request.header('authorization') ?? '')?.[1];
  const { path } = request;
  const isSafe = SAFE.has(request.method);
  if (!isSafe || API.test(path)) {
    const foreign = whyForeign(request, asked, isSafe || bearer !== undefined);
    if (foreign !== undefined) return refused(403, foreign);
  }
  if (!isSafe && !isJson(request)) {
    return refused(415, 'what is sent must be application/json');
  }
  const admitted: Admitted = { passes: true, address, secure };
  if (bearer !== undefined) {
    const verdict = keys.bearer(bearer, address);
    if (verdict === 'throttled') return refused(429, TOO_MANY);
    if (verdict === 'wrong') return refused(401, 'that is not the token');
    return { ...admitted, by: `token from ${address}` };
  }
  const session = sessionOf(request, secure, keys);
  if (session !== undefined)
    return { ...admitted, session, by: `session ${session} from ${address}` };
  const isOpen = OPEN_PATHS.has(path) || (isSafe && (!API.test(path) || !rules.readersLogIn));
  if (isOpen) return admitted;
  return refused(
    401,
    isSafe ? 'reading needs a session here: "offhook page" prints the link' : LOG_IN,
  );
}

export const TOO_MANY = 'too many wrong tokens: wait a minute';
const LOG_IN = 'this needs a session: "offhook page" prints the link';

interface AskedBy {
  readonly address: string;
  /** By which name, with its port. */
  readonly host: string | undefined;
  readonly secure: boolean;
}

/** A proxy that is ours says for whom it asks; of others that is a claim. */
function askedBy({ peer, header }: GateRequest, { proxies, tls }: GateRules): AskedBy {
  const direct = { address: peer, host: header('host'), secure: tls };
  if (!proxies.has(peer)) return direct;
  const [address, host, scheme] = ['for', 'host', 'proto'].map((what) =>
    // What is said last was said by our proxy.
    header(`x-forwarded-${what}`)?.split(',').at(-1)?.trim(),
  );
  return {
    address: address !== undefined && isIP(address) !== 0 ? address : peer,
    host: host ?? direct.host,
    secure: scheme === undefined ? tls : scheme === 'https',
  };
}

/** An address cannot be made to lead elsewhere, and these names no foreign server of names answers for. */
function isOurName(host: string | undefined, ours: ReadonlySet<string>): boolean {
  const [, bracketed, plain = ''] =
    /^(?:\[([^\]]+)\]|([^:]+))(?::\d{1,5})?$/.exec(host ?? '') ?? [];
  if (bracketed !== undefined) return isIP(bracketed) === 6;
  const name = plain.toLowerCase().replace(/\.$/, '');
  return (
    isIP(name) === 4 || name === 'localhost' || /\.(localhost|local)$/.test(name) || ours.has(name)
  );
}

/** `mayBeSilent`: no browser sends this for another page, or it does no harm. */
function whyForeign(
  { header }: GateRequest,
  { host = '', secure }: AskedBy,
  mayBeSilent: boolean,
): string | undefined {
  const site = header('sec-fetch-site');
  if (site !== undefined) {
    return site === 'same-origin' || site === 'none' ? undefined : 'a page elsewhere may not ask';
  }
  const origin = header('origin');
  if (origin === undefined) {
    return mayBeSilent ? undefined : 'it does not say where it comes from: give a Bearer token';
  }
  const ours = `${secure ? 'https' : 'http'}://${host}`;
  return origin.toLowerCase() === ours.toLowerCase() ? undefined : 'a page elsewhere may not ask';
}

/** Or nothing is sent. */
function isJson({ header }: GateRequest): boolean {
  const type = header('content-type');
  if (type !== undefined) return JSON_TYPE.test(type);
  const length = header('content-length') ?? '0';
  return length === '0' && header('transfer-encoding') === undefined;
}

function sessionOf(
  { header }: GateRequest,
  secure: boolean,
  { session }: GateKeys,
): string | undefined {
  for (const cookie of cookiesIn(header('cookie') ?? '', secure)) {
    const name = session(cookie);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Those of this page's name: another server of this host may have set one, too, as cookies know no ports. */
export function cookiesIn(header: string, secure: boolean): readonly string[] {
  const name = `${secure ? SECURE_COOKIE : COOKIE}=`;
  const pairs = header.split(/[;,]/).map((pair) => pair.trim());
  return pairs.flatMap((pair) => (pair.startsWith(name) ? [pair.slice(name.length)] : []));
}
