// Rules about a phone's lines and keys. A password is measured, never shown.

import { type Diagnostic, diagnostic } from '../../../findings/finding.js';
import type { HostPort, Key, LineKey, Pbx, Phone } from '../../../site/site.js';
import { pbxOf } from '../files/sep/view.js';

/** SIPCC has 32 bytes for it, the last a NUL. */
const PASSWORD_LIMIT = 31;
/** Owners of a 7942 with 8.5 and 9.4 saw the whole file refused above this. */
const PASSWORD_ADVISED = 12;
const NAME_ADVISED = 30;
const URL_LIMIT = 255;

export function checkLines(phone: Phone): readonly Diagnostic[] {
  const lines = phone.keys.filter(isLineKey);
  if (lines.length === 0) {
    const message = 'a phone without a line has no server and refuses its file';
    return [diagnostic('inventory/line-needed', phone.placeOf('keys'), message)];
  }
  return [
    ...checkOrder(phone),
    ...lines.flatMap((key) => [
      ...checkNames(key),
      ...checkPassword(key),
      ...checkSamePbx(key, phone),
    ]),
  ];
}

export function checkServices(phone: Phone): readonly Diagnostic[] {
  return phone.keys.flatMap(checkUrl);
}

function isLineKey(key: Key): key is LineKey {
  return key.type === 'line';
}

/** SIPCC looks for lines one by one from the first key, and ends at the first key that is none. */
function checkOrder(phone: Phone): readonly Diagnostic[] {
  const gap = phone.keys.findIndex((key, index) => key.button !== index + 1 || !isLineKey(key));
  const late = gap === -1 ? undefined : phone.keys.slice(gap).find(isLineKey);
  if (!late) return [];
  const message = `the line on key ${late.button} comes after a key that is no line: the phone may ignore it`;
  return [diagnostic('inventory/line-order', late.place, message)];
}

function checkNames({ line, place }: LineKey): readonly Diagnostic[] {
  if (line.standIn) return [];
  return [...new Set([line.number, line.displayName, line.authName])]
    .filter((name) => name.length > NAME_ADVISED)
    .map((name) => {
      const message = `"${name}" has ${name.length} characters; ${NAME_ADVISED} are known to work`;
      return diagnostic('inventory/doubtful-value', place, message);
    });
}

function checkPassword({ line, place }: LineKey): readonly Diagnostic[] {
  const length = Buffer.byteLength(line.password?.reveal() ?? '');
  const message = `the password of line "${line.number}" has ${length} bytes`;
  if (length > PASSWORD_LIMIT) {
    const hint = `the phone has room for ${PASSWORD_LIMIT}`;
    return [diagnostic('inventory/bad-value', place, message, { hint })];
  }
  if (length > PASSWORD_ADVISED) {
    const hint = `some phones refuse their file above ${PASSWORD_ADVISED}: shorten it if yours does`;
    return [diagnostic('inventory/doubtful-value', place, message, { hint })];
  }
  return [];
}

/** What the file says once for the whole phone, and the words for it. */
const OF_THE_PHONE = {
  transport: (pbx: Pbx) => pbx.transport,
  'outbound proxy': (pbx: Pbx) => formatServer(pbx.outboundProxy),
  backup: (pbx: Pbx) => formatServer(pbx.backup),
  'registration time': (pbx: Pbx) => `${pbx.registerExpiresSeconds} s`,
} as const;

function checkSamePbx({ line, place }: LineKey, phone: Phone): readonly Diagnostic[] {
  const first = pbxOf(phone);
  if (!first || first === line.pbx || first.standIn || line.pbx.standIn) return [];
  if (phone.settings.proxy === 'callManager') {
    const message = `line "${line.number}" cannot register at "${line.pbx.name}": all lines register at "${first.name}"`;
    return [diagnostic('inventory/unsupported', place, message)];
  }
  return Object.entries(OF_THE_PHONE).flatMap(([what, read]) => {
    const [own, used] = [read(line.pbx), read(first)];
    if (own === used) return [];
    const message = `line "${line.number}" wants ${what} ${own}, the phone's first line ${used}: a phone has one`;
    return [diagnostic('inventory/unsupported', place, message)];
  });
}

function formatServer(server: HostPort | undefined): string {
  return server ? `${server.host}:${server.port}` : 'none';
}

function checkUrl(key: Key): readonly Diagnostic[] {
  if (key.type !== 'service' || key.url.length <= URL_LIMIT) return [];
  const message = `the address has ${key.url.length} characters; the phone takes ${URL_LIMIT}`;
  return [diagnostic('inventory/bad-value', key.place, message, { hint: 'shorten it' })];
}
