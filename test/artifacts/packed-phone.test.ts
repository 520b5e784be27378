// A phone as texts: it comes back whole, and a digest of it differs wherever the phone, what is around it, a template or
// the program does.

import { describe, expect, it } from 'vitest';
import { createDigest } from '../../src/artifacts/made-from.js';
import {
  createPacker,
  createUnpacker,
  packSurroundings,
  unpackSurroundings,
} from '../../src/artifacts/packed-phone.js';
import { fromPlainText, NOWHERE, toPlainText } from '../../src/artifacts/plain-text.js';
import type { Snapshot } from '../../src/artifacts/snapshot.js';
import { createSecret, isSecret, type Secret } from '../../src/core/secret.js';
import { DIAL_PLANS } from '../../src/phones/cisco/files/dial-plan/section.js';
import { entriesOf } from '../../src/site/section.js';
import { snapshotOf } from '../serve/snapshot-under-test.js';

const INVENTORY = `site: { timeZone: Europe/Moscow, servers: [10.20.1.1], ntp: [10.20.1.2] }
pbx: { main: { host: pbx.lab.example, backup: { host: pbx2.lab.example } } }
dialPlans: { local: [ { match: "7...", timeout: 1 } ] }
groups: { hall: { rtp: { first: 20000, last: 20100 } } }
defaults:
  pbx: main
  adminPassword: { env: ADMIN }
  options: { 43: { hex: "0102" } }
  models:
    cisco-7931g: { settings: { sshPassword: { env: SSH } }, raw: { "device/vendorConfig/pcPort": "1" } }
lines: { "7001": { name: Ivanova, password: { env: SIP }, voicemail: "99" } }
phones:
  - mac: "5c:fc:66:5d:4f:9a"
    model: cisco-7931g
    groups: [hall]
    address: 10.20.1.53
    dialPlan: local
    nat: { enabled: true, address: 203.0.113.7 }
    firmware: SIP31.8-5-3S
    keys: { 1: { line: "7001" }, 2: { blf: "7002", pickup: "*8" }, 3: { service: "http://a.example/" } }
`;

function phoneOf({ site }: Snapshot) {
  const [phone] = site.phones;
  if (!phone) throw new Error('the inventory has no phone');
  return phone;
}

function digestOf(snapshot: Snapshot, program = '1'): string {
  const surroundings = packSurroundings(snapshot.site);
  const makings = { program, templates: snapshot.packs.tree, surroundings };
  return createDigest(makings)(createPacker()(phoneOf(snapshot)));
}

const SNAPSHOT = snapshotOf(INVENTORY);
const PHONE = phoneOf(SNAPSHOT);

/** Places of leaves, each with a text of what stands there; secrets are leaves. */
function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'function') return [];
  if (typeof value !== 'object' || value === null || isSecret(value as Secret)) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'place' || name === 'places' ? [] : leavesOf(inner, [...path, name]),
  );
}

/** The same phone with another value at the path. */
function withOther(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return otherThan(value);
  if (Array.isArray(value) || value instanceof Uint8Array) {
    const copy: unknown[] = [...value];
    copy[Number(name)] = withOther(copy[Number(name)], rest);
    return Array.isArray(value) ? copy : Uint8Array.from(copy as number[]);
  }
  const inner: unknown = Reflect.get(Object(value), name);
  return { ...Object(value), [name]: withOther(inner, rest) };
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  return createSecret(`${(value as Secret).reveal()}x`);
}

describe('a packed phone', () => {
  it('comes back as it was, but for its places', () => {
    const packed = createPacker()(PHONE);
    const back = createUnpacker()(packed);
    expect(createPacker()(back)).toEqual(packed);
    expect(JSON.stringify(back.raw)).toBe(JSON.stringify(PHONE.raw));
    expect(back.adminPassword?.reveal()).toBe('sesame');
    expect(back.settings.sshPassword).toSatisfy(isSecret);
    expect(back.options).toEqual([{ code: 43, kind: 'bytes', value: Uint8Array.of(1, 2) }]);
    expect(back.placeOf('label')).toEqual({ ...NOWHERE, path: ['label'] });
  });

  it('has a digest that each value of the phone changes, the deepest too', () => {
    const pack = createPacker();
    const digest = createDigest({ program: '1', templates: new Map(), surroundings: '' });
    const leaves = leavesOf(PHONE);
    const names = leaves.map((path) => path.join('.'));
    expect(names).toEqual(
      expect.arrayContaining([
        'keys.0.line.password',
        'keys.0.line.pbx.backup.host',
        'keys.1.pickup',
        'settings.sshPassword',
        'adminPassword',
        'raw.device/vendorConfig/pcPort',
        'options.0.value.1',
        'chosen.dialPlan.meaning.rules.0.match',
        'rtp.first',
      ]),
    );
    const before = digest(pack(PHONE));
    const unchanged = leaves.filter((path) => {
      const other = withOther(PHONE, path) as typeof PHONE;
      return digest(createPacker()(other)) === before;
    });
    expect(unchanged).toEqual([]);
  });
});

describe('the digest of a phone', () => {
  const before = digestOf(SNAPSHOT);
  const changed = (from: string, to: string) => {
    expect(INVENTORY).toContain(from);
    return snapshotOf(INVENTORY.replace(from, to));
  };

  it.each([
    { name: 'a value of the phone', from: 'address: 203.0.113.7', to: 'address: 203.0.113.8' },
    { name: 'a line', from: 'name: Ivanova', to: 'name: Petrova' },
    { name: 'a group', from: 'first: 20000', to: 'first: 20002' },
    {
      name: 'defaults',
      from: '"device/vendorConfig/pcPort": "1"',
      to: '"device/vendorConfig/pcPort": "0"',
    },
    { name: 'the site', from: 'ntp: [10.20.1.2]', to: 'ntp: [10.20.1.3]' },
    { name: 'the servers', from: 'servers: [10.20.1.1]', to: 'servers: [10.20.1.9]' },
    { name: 'a dial plan', from: 'timeout: 1', to: 'timeout: 2' },
    { name: 'a PBX', from: 'host: pbx.lab', to: 'host: pbx3.lab' },
  ])('differs with $name', ({ from, to }) => {
    expect(digestOf(changed(from, to))).not.toBe(before);
  });

  it('differs with a template, with a table, and with the program', () => {
    const ring = 'cisco/shared/keys/line.hbs';
    expect(digestOf(snapshotOf(INVENTORY, { [ring]: '<line/>' }))).not.toBe(before);
    expect(
      digestOf(
        snapshotOf(INVENTORY, {
          'cisco/trains.json':
            '[{ "name": "8.5", "loads": "8-" }, { "name": "9.x", "loads": "9" }]',
        }),
      ),
    ).not.toBe(before);
    expect(digestOf(SNAPSHOT, '2')).not.toBe(before);
  });

  it('is the same when only lines move, and in another run', () => {
    expect(digestOf(snapshotOf(`# moved\n\n${INVENTORY}`))).toBe(before);
    expect(digestOf(snapshotOf(INVENTORY))).toBe(before);
  });

  it('does not take parts of one text for parts of another', () => {
    const digest = createDigest({ program: '', templates: new Map(), surroundings: '' });
    expect(digest({ own: 'a', shared: ['b', ''] })).not.toBe(
      digest({ own: 'a', shared: ['', 'b'] }),
    );
    expect(digest({ own: 'ab', shared: [] })).not.toBe(digest({ own: 'a', shared: ['b'] }));
  });
});

describe('a plain text', () => {
  it.each([
    { name: 'names like our own', value: { $secret: 'x', $$map: 'y', plain: { $bytes: 'z' } } },
    { name: 'a name of every object', value: JSON.parse('{"__proto__":"x","constructor":"y"}') },
    {
      name: 'a value that is called reveal',
      value: { reveal: 'x', place: 'y', line: '1', col: '2' },
    },
    { name: 'bytes', value: { value: Uint8Array.of(0, 255) } },
    { name: 'maps', value: new Map<string, unknown>([['a', { b: [1, null, true] }]]) },
  ])('holds $name', ({ value }) => {
    const back = fromPlainText(toPlainText(value));
    expect(back).toEqual(value);
    expect(Object.keys(Object(back))).toEqual(Object.keys(value));
  });

  it('keeps the order of names, those with a dollar sign too', () => {
    const value = { b: '1', $a: '2', c: '3' };
    expect(Object.keys(Object(fromPlainText(toPlainText(value))))).toEqual(['b', '$a', 'c']);
  });

  it('refuses what would not come back', () => {
    expect(() => toPlainText({ ask: () => 1 })).toThrow('a function has no text');
  });

  it('holds what is around phones', () => {
    const { servers, sections } = SNAPSHOT.site;
    const back = unpackSurroundings(packSurroundings(SNAPSHOT.site));
    expect(back.servers).toEqual(servers);
    expect([...back.sections.keys()]).toEqual([...sections.keys()]);
    expect(entriesOf(back, DIAL_PLANS)[0]?.rules[0]?.match).toBe('7...');
  });
});
