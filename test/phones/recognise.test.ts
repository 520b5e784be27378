// Which file is it? By what is in it and by its name; what neither tells is unknown.

import { describe, expect, it } from 'vitest';
import { readContent } from '../../src/phones/recognise/content.js';
import { recognise } from '../../src/phones/recognise/recognise.js';
import { loadsFile } from './cisco/loads-file.js';
import { noise } from './noise.js';
import { PACKS } from './shipped-models.js';

const VENDORS = [...PACKS.drivers.values()].map(({ vendor, kinds = [] }) => ({ vendor, kinds }));

function kindOf(name: string, content: string | Uint8Array): string {
  const found = recognise(VENDORS, name, readContent(Buffer.from(content)));
  return found ? `${found.vendor}/${found.kind.id} by ${found.by}` : 'unknown';
}

const SEP = 'SEP5CFC665D4F9A.cnf.xml';
const OWN = '00a859db0462.cfg';
const TXT = '<<VOIP CONFIG FILE>>Version:2.0002\r\n<GLOBAL CONFIG MODULE>\r\n';

describe('a file is', () => {
  it.each([
    ['x', '<device><deviceProtocol>SIP</deviceProtocol></device>', 'cisco/sep by content'],
    ['x', '<device><deviceProtocol>SCCP</deviceProtocol></device>', 'cisco/sep-sccp by content'],
    ['x', '<?xml version="1.0"?>\n<!-- a > b -->\n<Default>', 'cisco/default by content'],
    ['x', '<!DOCTYPE a [<!ENTITY b "c">]><DIALTEMPLATE/>', 'cisco/dial-plan by content'],
    ['x', '<CiscoIPPhoneRingList/>', 'cisco/rings by content'],
    ['x', '<softKeyCfg/>', 'cisco/soft-keys by content'],
    [
      'x',
      '<featurePolicy><featureDef name="x"><id>1</id></featureDef></featurePolicy>',
      'cisco/feature-policy by content',
    ],
    ['x', '<CiscoIPPhoneMenu/>', 'cisco/services by content'],
    ['x', '<CiscoIPPhoneRTPRx/>', 'cisco/streams by content'],
    ['x', '<CiscoIPPhoneImageList/>', 'cisco/pictures by content'],
    ['x', '<flat-profile/>', 'cisco/spa by content'],
    ['SIP31.loads', loadsFile('SIP31.loads', 'a.sbn\r\n'), 'cisco/loads by content'],
    ['cut.loads', 'nothing', 'cisco/loads by name'],
    ['Bell.raw', noise(480), 'cisco/sound by name'],
    ['mk-sip.jar', noise(400), 'cisco/locale by name'],
    [`${SEP}.enc.sgn`, noise(400), 'cisco/signed by name'],
    ['a.sbn', loadsFile('a.sbn', '\0\0'), 'cisco/firmware-part by content'],
    ['SIP5CFC665D4F9A.cnf', 'image_version: P0S3-8-12-00', 'cisco/texts-7940 by name'],
    ['SIPDefault.cnf', '# x', 'cisco/texts-7940 by name'],
    ['OS79XX.TXT', 'P003-8-12-00', 'cisco/load-7940 by name'],
    [SEP, '', 'cisco/sep by name'],
    [SEP, 'no XML at all', 'cisco/sep by name'],
    [SEP, noise(400), 'cisco/sep by name'],
    // What is in it goes before its name.
    [SEP, '<Default/>', 'cisco/default by content'],
    [OWN, TXT, 'fanvil/txt by content'],
    ['x.txt', `\ufeff${TXT}`, 'fanvil/txt by content'],
    [OWN, '#<Voip Config File>#\nVersion = 2.0\n', 'fanvil/dotted by content'],
    [OWN, '<VOIP_CONFIG_FILE>', 'fanvil/xml-of-older-phones by content'],
    [OWN, '<?xml version="1.0"?>\n<sysConf>', 'fanvil/xml by content'],
    ['x', 'Version=2.4\nFirmware=http://h/x.z\n', 'fanvil/firmware-list by content'],
    ['f0X4hw1.100.cfg', noise(400), 'fanvil/txt by name'],
    ['F0V00X5U0000.cfg', '', 'fanvil/txt by name'],
    ['00A859DB0462.cfg', '', 'fanvil/txt by name'],
    ['notes.txt', 'buy milk', 'unknown'],
    ['x.xml', '<html/>', 'unknown'],
    ['account.cfg', 'account.1.enable = 1\n', 'unknown'],
    ['x', noise(400), 'unknown'],
    ['', '', 'unknown'],
  ])('%s with %.40j: %s', (name, content, kind) => {
    expect(kindOf(name, content)).toBe(kind);
  });

  it('a text also in UTF-16', () => {
    const text = Buffer.from('\ufeff<DIALTEMPLATE/>', 'utf16le');
    expect(kindOf('x', text)).toBe('cisco/dial-plan by content');
  });
});

describe('noise', () => {
  it.each([
    ['of chance is', noise(400), true],
    ['of chance is, a block long', noise(128), true],
    ['is no text', Buffer.from('text of people '.repeat(40)), false],
    ['is no firmware', loadsFile('a', '\0'.repeat(400)), false],
    ['is nothing that was packed', Buffer.concat([Buffer.from('PK\x03\x04'), noise(400)]), false],
    ['is nothing short', noise(16), false],
  ])('%s', (_, bytes, expected) => {
    expect(readContent(bytes).noise).toBe(expected);
  });
});
