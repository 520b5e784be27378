// The page in a running server: where it listens, who may read and act, and what it tells while it is open.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { systemClock } from '../../core/clock.js';
import { codedError, codeOf, messageOf } from '../../core/coded-error.js';
import { isLoopbackAddress } from '../../core/host.js';
import { listenError } from '../../core/listen-error.js';
import type { Log } from '../../core/log.js';
import { readAssets } from '../../page/assets.js';
import { createHubs } from '../../page/hubs.js';
import { type Route, replyTo } from '../../page/route.js';
import { type Answer, type Certificate, type Listeners, openListeners } from '../../page/server.js';
import { createSessions } from '../../page/sessions.js';
import { findToken, makeToken } from '../../page/token.js';
import type { ActionName, SessionAnswer } from '../../page/wire/acting.js';
import type { LanguageId } from '../../timeline/texts/languages.js';
import { formatListening, type Listening } from '../about.js';
import type { Check } from '../doctor/check.js';
import { pageListener } from '../listeners.js';
import { isReady } from '../metrics/health.js';
import { readinessJson, readinessLines } from '../metrics/readiness.js';
import type { Changes } from './changes.js';

export interface PageWanted {
  /** On one port; the first of them must be had. */
  readonly addresses: readonly string[];
  /** 0: any free one. */
  readonly port: number;
  /** Somebody wants it there: without it the server does not start. */
  readonly isSaid: boolean;
  /** Reading needs a session wherever it is read. */
  readonly readersLogIn: boolean;
  readonly tokenFile?: string;
  /** CREDENTIALS_DIRECTORY. */
  readonly credentials?: string;
  /** Names that it goes by. */
  readonly hosts: readonly string[];
  /** Addresses of proxies. */
  readonly proxies: readonly string[];
  /** Paths of PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Where the browser's part is. */
  readonly face: string;
}

export interface PageSources {
  readonly routes: readonly Route[];
  readonly changes: Readonly<Record<LanguageId, Changes>>;
  health(): readonly Check[];
  /** Of offhook. */
  readonly version: string;
  readonly stateDir: string;
  /** No address is given here. */
  readonly hasDhcp: () => boolean;
  /** Some PBX tells of its calls, or would. */
  readonly hasCalls: () => boolean;
  readonly log: Log;
}

export interface OpenPage extends Listening {
  /** For a browser: of this machine, where it is at each address. */
  readonly url: string;
  /** Reads the certificate again. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** undefined: it cannot be had, which the log says. Rejects where it was asked for, or would be open to anyone. */
export async function openPage(
  wanted: PageWanted,
  sources: PageSources,
): Promise<OpenPage | undefined> {
  const { log } = sources;
  try {
    return await open(wanted, sources);
  } catch (cause) {
    if (wanted.isSaid) throw cause;
    const why = messageOf(cause);
    log.warn({ why }, `there is no page; phones are served all the same: ${why}`);
    return undefined;
  }
}

async function open(wanted: PageWanted, sources: PageSources): Promise<OpenPage> {
  const { log } = sources;
  const isLocal = wanted.addresses.every(isLoopbackAddress);
  const token = await tokenFor(wanted, sources.stateDir, isLocal);
  const tls = wanted.tls && (await readCertificate(wanted.tls));
  const now = systemClock.monotonicMs;
  const hubs = createHubs(sources.changes, now);
  const assets = await readAssets(wanted.face);
  const isPlain = !isLocal && tls === undefined;
  const load = async (): Promise<Answer> => {
    const [{ createPageListener }, { openApi }] = await Promise.all([
      import('../../page/page-app.js'),
      import('../../page/openapi.js'),
    ]);
    return createPageListener({
      rules: {
        hosts: new Set(wanted.hosts.map((host) => host.toLowerCase())),
        proxies: new Set(wanted.proxies),
        tls: tls !== undefined,
        // Behind a proxy everyone comes from its address.
        readersLogIn: wanted.readersLogIn || !isLocal || wanted.proxies.length > 0,
      },
      sessions: createSessions({ token, now, random: randomBytes }),
      hub: hubs,
      assets,
      plain: isPlain,
      document: () => openApi(sources.routes, sources.version),
      reply: (question) => replyTo(question, sources.routes),
      actions: () => actionsOf(sources.hasDhcp(), sources.hasCalls()),
      health() {
        const checks = sources.health();
        return {
          isReady: isReady(checks),
          lines: `${readinessLines(checks)}\n`,
          json: readinessJson(checks),
        };
      },
      now,
      log,
    });
  };
  const listeners = await listen(wanted, tls, load, log);
  if (isPlain && wanted.proxies.length === 0) log.warn({ event: 'page' }, PLAIN);
  const at = listeners.address();
  return {
    ...at,
    url: `${tls ? 'https' : 'http'}://${formatListening(reachable(at))}/`,
    async reload() {
      if (!wanted.tls) return;
      try {
        listeners.replaceCertificate(await readCertificate(wanted.tls));
      } catch (cause) {
        log.error({ why: messageOf(cause) }, 'the page keeps the certificate that it has');
      }
    },
    async close() {
      hubs.close();
      await listeners.close();
    },
  };
}

const PLAIN =
  'the page is read without TLS: whoever is on the way reads the token; --page-tls-cert and --page-tls-key, or a proxy';

async function listen(
  { addresses, port }: PageWanted,
  tls: Certificate | undefined,
  load: () => Promise<Answer>,
  log: Log,
): Promise<Listeners> {
  try {
    return await openListeners({ addresses, port, ...(tls && { tls }), load, log });
  } catch (cause) {
    if (isOpenSsl(cause)) {
      throw codedError(
        'EBADMSG',
        `no certificate and key of one another: ${messageOf(cause)}`,
        cause,
      );
    }
    throw listenError(cause, pageListener(addresses[0] ?? '', port));
  }
}

function isOpenSsl(cause: unknown): boolean {
  return codeOf(cause)?.startsWith('ERR_OSSL') === true;
}

async function readCertificate({
  cert,
  key,
}: NonNullable<PageWanted['tls']>): Promise<Certificate> {
  const [first, second] = await Promise.all([cert, key].map(readPem));
  if (!first || !second)
    throw codedError('EBADMSG', 'a certificate and its key must both be there');
  return { cert: first, key: second };
}

async function readPem(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    const code = codeOf(cause) ?? 'EIO';
    throw codedError(code, `cannot read ${path} for the page's TLS: ${code}`, cause);
  });
}

/** Off this machine nobody's page is opened by a token that nobody has seen. */
async function tokenFor(
  { addresses, port, tokenFile, credentials }: PageWanted,
  stateDir: string,
  isLocal: boolean,
): Promise<string> {
  const found = await findToken({
    stateDir,
    ...(tokenFile !== undefined && { file: tokenFile }),
    ...(credentials !== undefined && { credentials }),
  });
  if (found !== undefined) return found;
  if (isLocal) return makeToken(stateDir, randomBytes);
  const place = formatListening({ address: addresses[0] ?? '', port });
  throw codedError(
    'EBADMSG',
    `the page at ${place} would be open to all who reach it: make a token first, "offhook page --state-dir ${stateDir}", or name one with --page-token-file`,
  );
}

/** Of each address of this machine that of itself. */
function reachable({ address, port }: Listening): Listening {
  const own = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
  return { address: own, port };
}

function actionsOf(hasDhcp: boolean, hasCalls: boolean): Pick<SessionAnswer, 'actions' | 'not'> {
  const actions: ActionName[] = ['adopt', 'ignore', 'reload', 'resync', 'restart', 'csta'];
  if (hasDhcp) actions.push('release');
  if (hasCalls) actions.push('calls');
  return {
    actions,
    not: {
      ...(!hasDhcp && { release: 'this server gives no addresses' }),
      ...(!hasCalls && { calls: 'the inventory does not say where an AMI or ARI of a PBX is' }),
    },
  };
}
