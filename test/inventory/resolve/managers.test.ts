import { describe, expect, it } from 'vitest';
import { amiServerOf } from '../../../src/pbx/ami/server-of.js';
import type { ManagerPlace } from '../../../src/site/site.js';
import { resolveText } from '../site-under-test.js';

const resolve = (ami: string) =>
  resolveText(`pbx: { main: { host: 10.20.1.1, ami: { secret: { env: AMI }, ${ami} } } }`, {
    secrets: { 'env:AMI': 'planted-word' },
  });

const PLACES: readonly (readonly [written: string, at: ManagerPlace])[] = [
  ['host: 127.0.0.1', { host: '127.0.0.1', port: 5038 }],
  ['host: localhost, port: 15038', { host: 'localhost', port: 15038 }],
  ['host: 127.0.0.1, tls: false', { host: '127.0.0.1', port: 5038 }],
  ['host: pbx.example, tls: true', { host: 'pbx.example', port: 5039, tls: {} }],
  ['host: 10.20.1.1, port: 1, unencrypted: true', { host: '10.20.1.1', port: 1 }],
  [
    `host: 10.20.1.1, tls: { fingerprint: "${'A1:'.repeat(31)}b2" }`,
    { host: '10.20.1.1', port: 5039, tls: { fingerprint: `${'A1:'.repeat(31)}b2` } },
  ],
];

describe('a manager interface', () => {
  it.each(PLACES)('is asked where it says: %s', (written, at) => {
    const manager = resolve(written).site?.managers.get('main');
    expect(manager?.at).toEqual(at);
    const server = manager && amiServerOf(manager);
    expect(server).toMatchObject({ ...at, user: 'offhook' });
    expect(server?.secret.reveal()).toBe('planted-word');
    expect(JSON.stringify(server)).not.toContain('planted');
  });

  it('is not asked where it does not say', () => {
    const manager = resolve('user: other').site?.managers.get('main');
    expect(manager && amiServerOf(manager)).toBeUndefined();
    expect(manager?.user).toBe('other');
  });

  it.each([
    ['port: 5038', '"port" without "host"'],
    ['tls: true', '"tls" without "host"'],
    ['host: 127.0.0.1, tls: {}', '"fingerprint" is missing'],
    ['host: 127.0.0.1, tls: { fingerprint: abc }', 'fingerprint'],
    ['host: "127.0.0.1:5038"', 'write 127.0.0.1, and "port: 5038" beside it'],
  ])('is not understood: %s', (written, said) => {
    const { diagnostics } = resolve(written);
    const texts = diagnostics.map(({ message, hint }) => `${message}; ${hint}`);
    expect(texts.join('\n')).toContain(said);
  });
});

describe('a link between PBXes', () => {
  const resolveLinks = (links: string) =>
    resolveText(
      `lines: { "7001": {}, "7002": {}, "8001": { pbx: branch } }
pbx: { main: { host: a.example }, branch: { host: b.example } }
defaults: { pbx: main }
phones: [{ mac: "02:00:00:00:00:0a", model: test-desk, keys: { 1: { line: "7002" }, 2: { line: "8001" } } }]
pbxLinks: [${links}]`,
    );

  it('is of the lines that it names, or of all that phones have there', () => {
    const { site } = resolveLinks(
      '{ from: main, to: branch, lines: ["7001"] }, { from: main, to: branch }, { from: branch, to: main }',
    );
    expect(site?.pbxLinks).toMatchObject([
      { from: 'main', to: 'branch', lines: ['7001'] },
      { from: 'main', to: 'branch', lines: ['7002'] },
      { from: 'branch', to: 'main', lines: ['8001'] },
    ]);
  });

  it('names what is there', () => {
    const { site, findings } = resolveLinks(
      '{ from: mian, to: branch }, { from: main, to: branch, lines: ["7001", "70001"] }',
    );
    expect(site?.pbxLinks).toMatchObject([{ from: 'main', to: 'branch', lines: ['7001'] }]);
    expect(findings).toEqual(
      expect.arrayContaining(['inventory/unknown-pbx 5:20', 'inventory/unknown-line 5:82']),
    );
  });
});
