import { describe, expect, it } from 'vitest';
import { encodeValue } from '../../../src/core/dhcp-option-kinds.js';
import type { OptionValue } from '../../../src/core/dhcp-option-values.js';
import { OPTIONS } from '../../../src/core/dhcp-options.js';
import { type Ipv4, parseIpv4, parseSubnet, type Subnet } from '../../../src/core/ipv4.js';
import { decodeOption, option, readOption } from '../../../src/dhcp/message/options.js';
import { hex, toHex } from '../bytes.js';

const ip = (text: string): Ipv4 => parseIpv4(text) ?? fail(text);
const net = (text: string): Subnet => parseSubnet(text) ?? fail(text);
function fail(text: string): never {
  throw new Error(text);
}

interface Case {
  readonly name: string;
  readonly code: number;
  readonly bytes: string;
  readonly value: OptionValue;
}

/** Used both ways. */
const CASES: readonly Case[] = [
  {
    name: 'subnet mask',
    code: 1,
    bytes: 'ffffff00',
    value: option('subnetMask', ip('255.255.255.0')),
  },
  {
    name: 'time offset west of Greenwich',
    code: 2,
    bytes: 'ffffb9b0',
    value: option('timeOffset', -18000),
  },
  { name: 'time offset east', code: 2, bytes: '00002a30', value: option('timeOffset', 10800) },
  { name: 'one router', code: 3, bytes: '0a140101', value: option('router', [ip('10.20.1.1')]) },
  {
    name: 'two name servers',
    code: 6,
    bytes: '01010101 08080404',
    value: option('domainServer', [ip('1.1.1.1'), ip('8.8.4.4')]),
  },
  { name: 'host name', code: 12, bytes: '534550', value: option('hostname', 'SEP') },
  { name: 'boot file size', code: 13, bytes: '0102', value: option('bootFileSize', 258) },
  { name: 'forwarding on', code: 19, bytes: '01', value: option('forwardOnOff', true) },
  { name: 'forwarding off', code: 19, bytes: '00', value: option('forwardOnOff', false) },
  {
    name: 'policy filter',
    code: 21,
    bytes: '0a000000 ff000000',
    value: option('policyFilter', [[ip('10.0.0.0'), ip('255.0.0.0')]]),
  },
  { name: 'TTL', code: 23, bytes: '40', value: option('defaultIpTtl', 64) },
  { name: 'MTU plateaus', code: 25, bytes: '0044 05dc', value: option('mtuPlateau', [68, 1500]) },
  { name: 'MTU', code: 26, bytes: '05dc', value: option('mtuInterface', 1500) },
  {
    name: 'NTP server',
    code: 42,
    bytes: 'c0000207',
    value: option('ntpServers', [ip('192.0.2.7')]),
  },
  {
    name: 'vendor specific',
    code: 43,
    bytes: 'f10401020304',
    value: option('vendorSpecific', hex('f10401020304')),
  },
  {
    name: 'requested address',
    code: 50,
    bytes: '0a140199',
    value: option('addressRequest', ip('10.20.1.153')),
  },
  {
    name: 'lease of eight hours',
    code: 51,
    bytes: '00007080',
    value: option('addressTime', 28800),
  },
  { name: 'lease for ever', code: 51, bytes: 'ffffffff', value: option('addressTime', 0xffffffff) },
  { name: 'DHCPACK', code: 53, bytes: '05', value: option('messageType', 5) },
  {
    name: 'parameter list of a 79xx',
    code: 55,
    bytes: '01420603 0f9623',
    value: option('parameterList', [1, 66, 6, 3, 15, 150, 35]),
  },
  { name: 'message size', code: 57, bytes: '0240', value: option('maxMessageSize', 576) },
  {
    name: 'class identifier',
    code: 60,
    bytes: toHex(Buffer.from('udhcp 1.35.0')),
    value: option('classId', 'udhcp 1.35.0'),
  },
  {
    name: 'client identifier',
    code: 61,
    bytes: '01 5cfc665d4f9a',
    value: option('clientId', hex('015cfc665d4f9a')),
  },
  {
    name: 'TFTP server name',
    code: 66,
    bytes: '31302e32302e312e31',
    value: option('serverName', '10.20.1.1'),
  },
  { name: 'boot file', code: 67, bytes: '61 2e 63 66 67', value: option('bootfileName', 'a.cfg') },
  {
    name: 'user class',
    code: 77,
    bytes: '0569504458 45',
    value: option('userClass', hex('056950445845')),
  },
  {
    name: 'relay agent information',
    code: 82,
    bytes: '0106 706f72743037',
    value: option('relayAgentInformation', hex('0106706f72743037')),
  },
  { name: 'no auto-configuration', code: 116, bytes: '00', value: option('autoConfig', 0) },
  {
    name: 'domain search list',
    code: 119,
    bytes: '036c6162 076578616d706c65 00  03706278 00',
    value: option('domainSearch', ['lab.example', 'pbx']),
  },
  {
    name: 'SIP servers by name',
    code: 120,
    bytes: '00 03706278 036c6162 00',
    value: option('sipServers', { type: 'names', names: ['pbx.lab'] }),
  },
  {
    name: 'SIP servers by address',
    code: 120,
    bytes: '01 0a140105 0a140106',
    value: option('sipServers', {
      type: 'addresses',
      addresses: [ip('10.20.1.5'), ip('10.20.1.6')],
    }),
  },
  {
    name: 'classless routes, from the default to a host',
    code: 121,
    bytes: '00 0a140101  11 0a8180 0a140102  18 c0a80a 0a140102  20 c0000207 0a140103',
    value: option('classlessStaticRoute', [
      { destination: net('0.0.0.0/0'), router: ip('10.20.1.1') },
      { destination: net('10.129.128.0/17'), router: ip('10.20.1.2') },
      { destination: net('192.168.10.0/24'), router: ip('10.20.1.2') },
      { destination: net('192.0.2.7/32'), router: ip('10.20.1.3') },
    ]),
  },
  { name: 'VLAN', code: 132, bytes: '3130', value: option('vlanId', hex('3130')) },
  {
    name: 'one TFTP server',
    code: 150,
    bytes: '0a140101',
    value: option('tftpServerAddress', [ip('10.20.1.1')]),
  },
  {
    name: 'two TFTP servers',
    code: 150,
    bytes: '0a140101 0a140102',
    value: option('tftpServerAddress', [ip('10.20.1.1'), ip('10.20.1.2')]),
  },
  {
    name: 'three TFTP servers',
    code: 150,
    bytes: '0a140101 0a140102 0a140103',
    value: option('tftpServerAddress', [ip('10.20.1.1'), ip('10.20.1.2'), ip('10.20.1.3')]),
  },
  {
    name: 'a code without a row',
    code: 224,
    bytes: 'c0ffee',
    value: { code: 224, kind: 'bytes', value: hex('c0ffee') },
  },
];

describe('the table of options', () => {
  it.each(CASES)('decodes: $name', ({ code, bytes, value }) => {
    expect(decodeOption(code, hex(bytes))).toEqual(value);
  });

  it.each(CASES)('encodes: $name', ({ bytes, value }) => {
    expect(toHex(encodeValue(value))).toBe(toHex(hex(bytes)));
  });

  it('has each code once, from 1 to 254', () => {
    const codes = Object.values(OPTIONS).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => code >= 1 && code <= 254)).toBe(true);
  });

  it('has all of RFC 2132', () => {
    const codes = new Set<number>(Object.values(OPTIONS).map(({ code }) => code));
    const missing = Array.from({ length: 76 }, (_, index) => index + 1).filter(
      // 62 and 63 are NetWare's, RFC 2242.
      (code) => !codes.has(code) && code !== 62 && code !== 63,
    );
    expect(missing).toEqual([]);
  });
});

describe('reading an option', () => {
  const options = new Map([
    [54, hex('0a140101')],
    [50, hex('0a1401')],
  ]);
  it('gives the value', () => expect(readOption(options, 'serverId')).toBe(ip('10.20.1.1')));
  it('gives nothing for a bad value', () =>
    expect(readOption(options, 'addressRequest')).toBeUndefined());
  it('gives nothing for an absent one', () =>
    expect(readOption(options, 'router')).toBeUndefined());
});
