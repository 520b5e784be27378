// The servers that a SEP file names, as an inventory writes a PBX.

import type { Draft } from '../../../../../site/draft.js';
import { isServer } from '../../../../importer.js';
import { transportOf } from '../../../tables/security.js';
import type { Said } from './said.js';

export interface PbxReading {
  /** Of the first call manager. */
  readonly byCallManager: Draft;
  /** What holds whichever way lines register. */
  readonly common: Draft;
  /** Where lines register at their PBX. */
  readonly backup: Draft;
}

export function readPbx(said: Said): PbxReading {
  const [first, second] = said.all('servers.host').map((host, index) => ({
    host: host.text,
    port: portOf(said.all('servers.port')[index]?.text ?? ''),
  }));
  const transport = transportOf(said('transport'));
  const expires = said('registerExpires');
  const common: Draft = {
    ...(transport !== undefined && transport !== 'udp' && { transport }),
    ...hostPort('outboundProxy', said('outbound.host'), said('outbound.port')),
    ...(isNumber(expires) && expires !== '300' && { registerExpires: Number(expires) }),
  };
  const backup = hostPort('backup', said('backup.host'), said('backup.port'));
  return {
    byCallManager: {
      ...(first && isServer(first.host) && { host: first.host }),
      ...portBeside(first?.port),
      ...common,
      ...(second && hostPort('backup', second.host, String(second.port ?? ''))),
    },
    common,
    backup,
  };
}

function hostPort(name: string, host: string, port: string): Draft {
  if (!isServer(host)) return {};
  return { [name]: { host, ...portBeside(portOf(port)) } };
}

export function portOf(text: string): number | undefined {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;
}

export function portBeside(port: number | undefined): Draft {
  return port === undefined || port === 5060 ? {} : { port };
}

function isNumber(text: string): boolean {
  return /^[1-9]\d*$/.test(text);
}
