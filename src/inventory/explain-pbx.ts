// What the inventory says of a phone's PBXes beside its lines: how offhook asks them, and what it carries between them.

import { formatIpv4 } from '../core/ipv4.js';
import { maskSecretsIn } from '../core/secret-in-text.js';
import type { ManagerUser, Phone, RoomHost, Site } from '../site/site.js';
import type { EffectiveValue } from './explain.js';

type Said = Pick<Site, 'managers' | 'roomHosts' | 'pbxLinks' | 'pnp' | 'saidAt'>;

/** Of PBXes that the phone has a line at, and of the links that carry such a line's state or bring others' there. */
export function explainPbxes(phone: Phone, site: Said): readonly EffectiveValue[] {
  const lines = phone.keys.flatMap((key) => (key.type === 'line' ? [key.line] : []));
  const names = new Set(lines.map(({ pbx }) => pbx.name));
  const links = site.pbxLinks.filter(
    ({ from, to, lines: carried }) =>
      names.has(to) ||
      lines.some(({ number, pbx }) => pbx.name === from && carried.includes(number)),
  );
  return [
    effective(site, 'site', ['pnp'], `${site.pnp}`),
    ...[...names].flatMap((name) => [
      ...rowsOf(site, [name, 'ami'], managerFields(site.managers.get(name))),
      ...rowsOf(site, [name, 'ari'], roomHostFields(site.roomHosts.get(name))),
    ]),
    ...links.map(
      ({ from, to, lines: carried, place }): EffectiveValue => ({
        name: `pbxLinks.${from}.${to}`,
        value: carried.join(', '),
        ...{ place, layer: 'inventory' },
      }),
    ),
  ];
}

type Fields = Readonly<Record<string, string>>;

function managerFields(manager: ManagerUser | undefined): Fields {
  if (!manager) return {};
  const { user, secret, permit, at } = manager;
  return {
    ...(at && { host: at.host, port: `${at.port}`, tls: at.tls?.fingerprint ?? `${!!at.tls}` }),
    ...{ user, secret: `${secret}`, permit: permit.map(formatIpv4).join(', ') },
  };
}

function roomHostFields(roomHost: RoomHost | undefined): Fields {
  if (!roomHost) return {};
  const { host, port, tls, user, secret, rooms } = roomHost;
  return {
    host,
    port: `${port}`,
    tls: `${tls}`,
    user,
    secret: `${secret}`,
    rooms: rooms.join(', '),
  };
}

function rowsOf(site: Said, path: readonly string[], fields: Fields): readonly EffectiveValue[] {
  return Object.entries(fields).map(([field, text]) =>
    // A PBX may be called as passwords are.
    effective(site, 'pbx', [...path, field], maskSecretsIn(text, field)),
  );
}

function effective(
  site: Said,
  section: 'pbx' | 'site',
  path: readonly string[],
  value: string,
): EffectiveValue {
  const name = [section, ...path].join('.');
  const place = site.saidAt(section, ...path);
  return place ? { name, value, place, layer: 'inventory' } : { name, value, layer: 'built in' };
}
