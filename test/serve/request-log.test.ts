import { describe, expect, it } from 'vitest';
import { type Ipv4, parseIpv4 } from '../../src/core/ipv4.js';
import type { Log } from '../../src/core/log.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import type { DhcpMessage } from '../../src/dhcp/message/message.js';
import { logRequest, logUnsent, type ServedRequest } from '../../src/serve/request-log.js';

const MAC = parseMac('5c:fc:66:5d:4f:9a') as Mac;
const PHONES = {
  macOf: (address: string) => (address === '10.20.1.53' ? MAC : undefined),
  modelOf: () => 'cisco-7931g',
};
const REQUEST: ServedRequest = {
  protocol: 'tftp',
  address: '10.20.1.53',
  fileName: 'SEP5CFC665D4F9A.cnf.xml',
  outcome: 'sent',
  bytes: 7296,
  durationMs: 12.4,
};

function lineOf(request: Partial<ServedRequest>) {
  const lines: { level: string; fields: Readonly<Record<string, unknown>>; message: string }[] = [];
  const at = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void lines.push({ level, fields, message });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  logRequest(log, PHONES, { ...REQUEST, ...request });
  expect(lines).toHaveLength(1);
  return lines[0];
}

describe('a request', () => {
  it('is one line: MAC, model, address, file, bytes, ms, outcome', () => {
    expect(lineOf({})).toEqual({
      level: 'info',
      fields: {
        event: 'tftp',
        mac: MAC,
        model: 'cisco-7931g',
        address: '10.20.1.53',
        file: 'SEP5CFC665D4F9A.cnf.xml',
        bytes: 7296,
        ms: 12,
        outcome: 'sent',
      },
      message: 'tftp SEP5CFC665D4F9A.cnf.xml sent',
    });
  });

  it('of a stranger has no MAC and no model', () => {
    expect(lineOf({ address: '10.20.1.9' })?.fields).toMatchObject({
      mac: undefined,
      model: undefined,
    });
  });

  it.each([
    ['sent', 'info'],
    ['head', 'info'],
    ['expected-miss', 'info'],
    ['not-found', 'warn'],
    ['denied', 'warn'],
    ['timeout', 'warn'],
  ])('that ends with %s is a matter of %s', (outcome, level) => {
    expect(lineOf({ outcome })?.level).toBe(level);
  });

  it('says how often something was sent again, and why it failed, if there is anything to say', () => {
    expect(lineOf({ retransmits: 0 })?.fields).not.toHaveProperty('retransmits');
    expect(lineOf({ retransmits: 2, detail: 'gone' })?.fields).toMatchObject({
      retransmits: 2,
      detail: 'gone',
    });
  });

  it('stays one short line of visible characters, whatever the wire says', () => {
    const line = lineOf({ fileName: `a\n\x1b[2J\u202e${'x'.repeat(600)}`, detail: 'b\r\n' });
    expect(line?.fields.file).toBe(`a\\u{a}\\u{1b}[2J\\u{202e}${'x'.repeat(121)}…`);
    expect(line?.fields.detail).toBe('b\\u{d}\\u{a}');
    expect(line?.message).toMatch(/^[ -~…]{1,200}$/);
  });
});

it('a reply that was not sent is told without the passwords in its options', () => {
  const lines: unknown[] = [];
  const say = (fields: unknown) => void lines.push(fields);
  const url = Buffer.from('http://prov:sesame@10.20.1.1/x');
  const options = [66, 160, 43].map((code) => [code, url] as const);
  const to = { address: parseIpv4('10.20.1.9') as Ipv4, port: 68 };
  const message = { yiaddr: to.address, options: new Map(options) } as Partial<DhcpMessage>;
  logUnsent({ debug: say, info: say, warn: say, error: say }, message as DhcpMessage, to as never);
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).toContain('********');
  expect(JSON.stringify(lines)).not.toContain('sesame');
  expect(JSON.stringify(lines)).not.toContain(Buffer.from('sesame').toString('hex'));
});
