// What names asked for say of the phone that asks.

import { describe, expect, it } from 'vitest';
import type { FileName } from '../../src/site/boot-script.js';
import { PACKS } from './shipped-models.js';

const MODELS = [...PACKS.models.values()];
const read = (vendor: string, name: string): FileName | undefined =>
  PACKS.drivers.get(vendor)?.readName(name, MODELS);

describe('a name asked for by a Cisco phone', () => {
  it.each<readonly [string, FileName]>([
    ['CTLSEP02ABCDEF0123.tlv', { role: 'trust' }],
    ['ITLSEP02ABCDEF0123.tlv', { role: 'trust', hint: 'later-train' }],
    ['SEP02ABCDEF0123.cnf.xml', { role: 'config' }],
    ['SEP02ABCDEF0123.cnf.xml.sgn', { role: 'config', hint: 'signed' }],
    ['SEP02ABCDEF0123.cnf.xml.enc.sgn', { role: 'config', hint: 'signed' }],
    ['XMLDefault.cnf.xml', { role: 'default' }],
    ['SIP02ABCDEF0123.cnf', { role: 'config', hint: 'other-generation', models: [] }],
    ['OS79XX.TXT', { role: 'load', hint: 'other-generation', models: [] }],
    ['SIP31.8-5-3SR1S.loads', { role: 'load' }],
    ['term31.default.loads', { role: 'load', hint: 'empty-flash', models: ['cisco-7931g'] }],
    // Its load is the one of the 7942.
    ['term62.default.loads', { role: 'load', hint: 'empty-flash', models: ['cisco-7942g'] }],
    ['term99.default.loads', { role: 'load', hint: 'empty-flash', models: [] }],
    ['dsp31.8-5-3ES4.sbn', { role: 'part' }],
    ['German_Germany/g3-tones.xml', { role: 'tones' }],
    ['German_Germany/mk-sip.jar', { role: 'locale' }],
    ['dialplan.xml', { role: 'side', hint: 'calls-need-it' }],
    ['Ringlist.xml', { role: 'side' }],
    ['softkeys.xml', { role: 'side' }],
  ])('%s', (name, meant) => {
    expect(read('cisco', name)).toEqual(meant);
  });

  it('of nobody means nothing', () => {
    expect(read('cisco', '02abcdef0123.cfg')).toBeUndefined();
    expect(read('cisco', '')).toBeUndefined();
  });
});

describe('a name asked for by a Fanvil', () => {
  it.each<readonly [string, FileName]>([
    ['02abcdef0123.cfg', { role: 'config' }],
    ['02abcdef0123.txt', { role: 'config', hint: 'named-in-phone' }],
    ['F00000000000.boot', { role: 'boot-list' }],
    ['02abcdef0123.boot', { role: 'boot-list' }],
    ['f0X4hw1.100.cfg', { role: 'common', models: ['fanvil-x4'] }],
    ['F0V00X5U0000.cfg', { role: 'common', models: ['fanvil-x5u'] }],
    ['F0V00X300000.cfg', { role: 'common', models: [] }],
    ['F0V5UV200000.cfg', { role: 'common', models: [], hint: 'later-hardware' }],
    ['fanvil_x4_hw1_0.txt', { role: 'load', hint: 'auto-upgrade' }],
    ['x42.14.0.7386T20210730173312.z', { role: 'part' }],
  ])('%s', (name, meant) => {
    expect(read('fanvil', name)).toEqual(meant);
  });

  it('of nobody means nothing', () => {
    expect(read('fanvil', 'SEP02ABCDEF0123.cnf.xml')).toBeUndefined();
  });
});
