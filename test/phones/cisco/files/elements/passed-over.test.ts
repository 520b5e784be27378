// Of an element that no phone reads where it stands: what is said of it, so that its owner knows what to do.

import { describe, expect, it } from 'vitest';
import { DRIVER, MODEL, SEP, sitePhone, textOf } from '../../cisco-under-test.js';

const GOOD = textOf(
  sitePhone('keys: { 1: { line: "7896" } }\nfirmware: SIP31.8-5-3SR1S\nntp: [ntp.example.net]'),
  SEP,
);

function lint(from: string, to: string) {
  if (!GOOD.includes(from)) throw new Error(`the good file has no ${from}`);
  return DRIVER.lint(SEP, GOOD.replace(from, to), MODEL).map(({ rule, message, hint, fix }) => ({
    rule,
    message,
    hint,
    fix,
  }));
}

const inDevice = (element: string) => lint('</device>', `${element}</device>`);
const inProfile = (element: string) => lint('</sipProfile>', `${element}</sipProfile>`);
const inVendor = (element: string) => lint('</vendorConfig>', `${element}</vendorConfig>`);

describe('an element that the phone passes over', () => {
  it.each([
    [
      'of other phones',
      inVendor('<powerNegotiation>0</powerNegotiation>'),
      ': it belongs to other firmware',
    ],
    [
      'of the SPA family',
      inProfile('<Proxy_1_ ua="na">x</Proxy_1_>'),
      ': it is of the SPA family, whose files begin with <flat-profile>',
    ],
    ['of Yealink', inDevice('<YealinkIPPhoneBook/>'), ': it is of Yealink'],
    [
      'of Yealink, as a key',
      inDevice('<account.1.label>x</account.1.label>'),
      ': it is of Yealink',
    ],
    ['of Grandstream', inDevice('<P270>x</P270>'), ': it is of Grandstream'],
    ['of Poly', inProfile('<reg.1.address>x</reg.1.address>'), ': it is of Poly'],
    [
      'with the number of a model, of which the file of unknown phones has a row',
      inDevice('<loadInformation115>SIP41.8-5-4S</loadInformation115>'),
      ': the number belongs into XMLDefault.cnf.xml, a SEP file says <loadInformation>',
    ],
    [
      'in the wrong place',
      inProfile('<transportLayerProtocol>2</transportLayerProtocol>'),
      ' - <transportLayerProtocol> belongs in <device>',
    ],
    [
      'in the wrong place and too new',
      inDevice('<sshAccess>0</sshAccess>'),
      ' - <sshAccess> belongs in <vendorConfig>, from firmware 9.x on',
    ],
    [
      'in other capitals',
      inDevice('<rfc2543hold>true</rfc2543hold>'),
      ' - <rfc2543Hold> belongs in <sipCallFeatures>',
    ],
    [
      'in other capitals, at its place',
      inProfile('<SipLines/>'),
      ': <sipLines> is known here, and the phone tells capitals from small letters',
    ],
    ['misspelt', inVendor('<gurp>0</gurp>'), ' - did you mean "garp"?'],
    [
      'with the number of a model',
      inDevice('<loadInformation348>SIP31.8-5-3S</loadInformation348>'),
      ': the number belongs into XMLDefault.cnf.xml, a SEP file says <loadInformation>',
    ],
    [
      'of which nobody knows',
      inDevice('<allowAutoConfig>true</allowAutoConfig>'),
      ': no source tells whether any phone does',
    ],
  ])('%s', (_, found, words) => {
    expect(found).toEqual([
      expect.objectContaining({
        rule: 'cisco/unknown-element',
        message: expect.stringMatching(/^the phone knows no <[\w.-]+> in <\w+>/),
        hint: 'the 8.5 firmware passes over it',
      }),
    ]);
    expect(found[0]?.message).toContain(words);
  });
});

describe('a switch that is on at 0', () => {
  it.each([
    ['<webAccess>1', '<webAccess>on', '0'],
    ['<webAccess>1', '<webAccess>No', '1'],
    ['<pcPort>0', '<pcPort>off', '1'],
    // A word that both may mean.
    ['<webAccess>1', '<webAccess>true', undefined],
  ])('%s that becomes %s is told what its values mean', (from, to, right) => {
    const [found] = lint(from, to);
    expect(found?.hint).toMatch(/^one of: 0 \(on\), 1 \(off\)/);
    expect(found?.fix).toEqual(right && { from: to.replace(/^<\w+>/, ''), to: right });
  });
});

it('a zone by its name on the internet is told the name that the phone has', () => {
  const [found] = lint('Greenwich Standard Time', 'Europe/Berlin');
  expect(found).toMatchObject({
    rule: 'cisco/zone-of-others',
    hint: 'write W. Europe Standard/Daylight Time',
  });
});

it.each([
  ['Eastern Standard Time', 'write Eastern Standard/Daylight Time'],
  // In Moscow clocks are no longer moved, as the zone of that name does.
  ['Russian Standard Time', 'write Saudi Arabia Standard Time'],
])('%s, as Windows has it, is told the zone with its clock', (text, hint) => {
  const [found] = lint('Greenwich Standard Time', text);
  expect(found).toMatchObject({ rule: 'cisco/unknown-zone', hint });
  expect(found?.message).not.toContain('did you mean');
});

describe('the length of a text is', () => {
  it.each([
    ['its bytes', 'ж'.repeat(16), ['cisco/long-value']],
    ['not its letters', 'ж'.repeat(15), []],
  ])('%s', (_, name, rules) => {
    const found = lint('<displayName>7896', `<displayName>${name}`);
    expect(found.map(({ rule }) => rule)).toEqual(rules);
  });
});

it('a server of the time may be a group of hosts', () => {
  expect(lint('<name>ntp.example.net', '<name>224.0.1.1')).toEqual([]);
  expect(lint('<name>ntp.example.net', '<name>127.0.0.1')).toMatchObject([
    { rule: 'cisco/unreachable-server' },
  ]);
});
