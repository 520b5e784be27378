// `serve --page`: what was said of the page on the command line, and where its parts are.

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageWanted } from '../serve/live/page.js';
import { type Io, UsageError } from './io.js';
import type { PagePlace } from './page-options.js';

export interface PageSaid {
  readonly page?: PagePlace | 'off';
  readonly pageAuth: 'actions' | 'always';
  readonly pageTokenFile?: string;
  readonly pageHost?: readonly string[];
  readonly pageProxy?: readonly string[];
  readonly pageTlsCert?: string;
  readonly pageTlsKey?: string;
}

/** Of 8.0.6.8, which nobody has: easy to remember, and no port of any other. */
const PORT = 8068;
const HERE = ['127.0.0.1', '::1'];
/** Of the browser's part, as the build makes it; src/ and dist/ are alike deep. */
const FACE = fileURLToPath(new URL('../../dist/face', import.meta.url));

/** undefined: none is wanted. Throws UsageError. */
export function choosePage(said: PageSaid, { cwd, env }: Io): PageWanted | undefined {
  const { page, pageAuth, pageTokenFile, pageHost = [], pageProxy = [] } = said;
  const { pageTlsCert: cert, pageTlsKey: key } = said;
  if (page === 'off') return undefined;
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError('--page-tls-cert and --page-tls-key belong together');
  }
  return {
    addresses: page?.address === undefined ? HERE : [page.address],
    port: page?.port ?? PORT,
    isSaid: page !== undefined,
    readersLogIn: pageAuth === 'always',
    hosts: pageHost,
    proxies: pageProxy,
    face: FACE,
    ...(pageTokenFile !== undefined && { tokenFile: resolve(cwd, pageTokenFile) }),
    ...(env.CREDENTIALS_DIRECTORY !== undefined && { credentials: env.CREDENTIALS_DIRECTORY }),
    ...(cert !== undefined &&
      key !== undefined && { tls: { cert: resolve(cwd, cert), key: resolve(cwd, key) } }),
  };
}
