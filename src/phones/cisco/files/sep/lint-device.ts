// What the elements of a SEP file mean together: lines, ports, NAT, TLS.

import {
  attributeOf,
  childrenNamed,
  descendant,
  type XmlElement,
} from '../../../../render/xml/tree.js';
import type { LintFinding } from '../../../driver.js';
import { lintElements } from '../../lint/lint-elements.js';
import { finding, type Linter } from '../../lint/lint-finding.js';
import { readerOf } from '../../tables/trains.js';

/** Elements whose texts are judged by one another's, or have others judged by them. */
export const TOGETHER: ReadonlySet<string> = new Set([
  'loadInformation',
  ...['deviceProtocol', 'featureID', 'startMediaPort', 'stopMediaPort'],
  ...['natReceivedProcessing', 'natEnabled', 'transportLayerProtocol', 'deviceSecurityMode'],
]);

export const lintDevice: Linter = (device, { model, data }) => {
  const node = data.elements.children.get('device');
  const protocol = descendant(device, 'deviceProtocol')?.text;
  const forOthers = protocol === undefined ? !descendant(device, 'sipProfile') : protocol !== 'SIP';
  // Phones with SCCP, and older ones that take only their load from here, have rules of their own.
  if (!node || (forOthers && !model)) return [];
  const load = descendant(device, 'loadInformation')?.text ?? '';
  return [
    ...lintElements(device, node, { data, reader: readerOf(data.trains, load, model) }),
    ...lintProtocol(device),
    ...lintLines(device),
    ...lintPorts(device),
    ...lintNat(device),
    ...lintTls(device),
  ];
};

function lintProtocol(device: XmlElement): readonly LintFinding[] {
  const protocol = descendant(device, 'deviceProtocol');
  if (!protocol || protocol.text === 'SIP') return [];
  const message = `deviceProtocol is ${protocol.text || 'empty'}`;
  return [finding('error', protocol, message, 'a phone with SIP firmware needs SIP')];
}

const FEATURE_LINE = '9';

function lintLines(device: XmlElement): readonly LintFinding[] {
  const lines = descendant(device, 'sipProfile/sipLines');
  if (!lines) return [];
  const keys = childrenNamed(lines, 'line');
  const isLine = (key: XmlElement) => descendant(key, 'featureID')?.text === FEATURE_LINE;
  const none = finding('error', lines, 'no key is a line', 'give one of them featureID 9');
  return [
    ...(keys.some(isLine) ? [] : [none]),
    ...lintButtons(keys),
    ...keys.filter(isLine).flatMap(lintAuthName),
  ];
}

function lintButtons(keys: readonly XmlElement[]): readonly LintFinding[] {
  const taken = new Set<string>();
  return keys.flatMap((key) => {
    const button = attributeOf(key, 'button');
    if (!button) return [];
    if (taken.has(button.value)) {
      return [finding('error', button, `button ${button.value} is defined twice`, 'keep one')];
    }
    taken.add(button.value);
    return [];
  });
}

function lintAuthName(key: XmlElement): readonly LintFinding[] {
  if (descendant(key, 'authName')) return [];
  const hint = 'a 7900 uses <name>, later phones nothing at all: write it';
  return [finding('info', key, 'the line has no <authName>', hint)];
}

function lintPorts(device: XmlElement): readonly LintFinding[] {
  const start = descendant(device, 'sipProfile/startMediaPort');
  const stop = descendant(device, 'sipProfile/stopMediaPort');
  if (!start || !stop || !isNumber(start.text) || !isNumber(stop.text)) return [];
  if (Number(start.text) >= Number(stop.text)) {
    const message = `startMediaPort ${start.text} is not below stopMediaPort ${stop.text}`;
    return [finding('error', start, message, 'no port is left for a call')];
  }
  if (Number(start.text) % 2 === 0) return [];
  return [
    finding('warning', start, `startMediaPort ${start.text} is odd`, 'RTP begins at even ports'),
  ];
}

/** What is none has been found by its type. */
function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

function lintNat(device: XmlElement): readonly LintFinding[] {
  const learns = descendant(device, 'sipProfile/natReceivedProcessing');
  const enabled = descendant(device, 'sipProfile/natEnabled')?.text === 'true';
  if (learns?.text !== 'true' || enabled) return [];
  const message = 'natReceivedProcessing does nothing without natEnabled';
  return [finding('info', learns, message, 'set natEnabled to true as well')];
}

const TLS = '3';

function lintTls(device: XmlElement): readonly LintFinding[] {
  const transport = descendant(device, 'transportLayerProtocol');
  const mode = descendant(device, 'deviceSecurityMode')?.text;
  if (transport?.text !== TLS || mode === '2' || mode === '3') return [];
  const message = 'transportLayerProtocol 3 (TLS) is not used by a phone that is not secure';
  return [finding('warning', transport, message, 'set deviceSecurityMode to 2 or 3')];
}
