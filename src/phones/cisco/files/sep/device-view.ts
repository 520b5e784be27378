// A SEP file -> what it says of its phone, as the rules see it that inventory and file have in common.

import { onceWhileSame } from '../../../../core/once-per.js';
import {
  attributeOf,
  childrenNamed,
  descendant,
  type Position,
  type XmlElement,
} from '../../../../render/xml/tree.js';
import type { Model } from '../../../../site/model.js';
import { transportOf } from '../../tables/security.js';
import type { KeyOfView, NumberSaid, PhoneView } from './phone-view.js';

const FEATURE_LINE = '9';

/** What no rule asks for is not read. */
export function deviceView(device: XmlElement, model?: Model): PhoneView<Position> {
  return Object.assign(Object.create(VIEW), { device, at: device, model });
}

/** Getters in an object of its own would be a new shape for each file, and V8 would keep each with its tree until old space is swept. */
const VIEW: Omit<PhoneView<Position>, 'at'> & ThisType<{ readonly device: XmlElement }> = {
  from: 'file',
  get keys() {
    const lines = linesOf(this.device);
    return lines && { each: keysOf(lines), at: lines };
  },
  get media() {
    return mediaOf(this.device);
  },
  get nat() {
    return natOf(this.device);
  },
  get load() {
    const load = descendant(this.device, 'loadInformation');
    return load && { text: load.text, at: load };
  },
  get registrar() {
    const transport = transportOf(descendant(this.device, 'transportLayerProtocol')?.text ?? '');
    return { transport, ports: [...numbersAt(this.device, SIP_PORT), ...linePorts(this.device)] };
  },
  numbers(name) {
    if (!LINE_NUMBERS.has(name)) {
      return numbersAt(this.device, `${OF_THE_PHONE[name] ?? 'sipProfile/sipStack'}/${name}`);
    }
    return keyElements(linesOf(this.device)).flatMap((line) => numbersAt(line, name));
  },
};

/** Of each line; all other numbers are the phone's. */
const LINE_NUMBERS: ReadonlySet<string> = new Set(['maxNumCalls', 'busyTrigger']);
/** Where numbers are that are not among the timers. */
const OF_THE_PHONE: Readonly<Record<string, string>> = { voipControlPort: 'sipProfile' };
const SIP_PORT = 'devicePool/callManagerGroup/members/member/callManager/ports/sipPort';

function linePorts(device: XmlElement): readonly NumberSaid<Position>[] {
  return lineElements(device).flatMap((line) => numbersAt(line, 'port'));
}

function numbersAt(element: XmlElement, path: string): readonly NumberSaid<Position>[] {
  const at = descendant(element, path);
  return at && isNumber(at.text) ? [{ value: Number(at.text), at }] : [];
}

function isLine(key: XmlElement): boolean {
  return descendant(key, 'featureID')?.text === FEATURE_LINE;
}

/** Nearly every rule asks for them. */
export const linesOf = onceWhileSame((device: XmlElement): XmlElement | undefined =>
  descendant(device, 'sipProfile/sipLines'),
);

/** What a file says of each key, in its order. */
export const keyElements = onceWhileSame((lines: XmlElement | undefined): readonly XmlElement[] =>
  lines ? childrenNamed(lines, 'line') : [],
);

/** Keys that are lines. */
export const lineElements = onceWhileSame((device: XmlElement): readonly XmlElement[] =>
  keyElements(linesOf(device)).filter(isLine),
);

/** One without a number is a fault of its own, and comes last. */
function keysOf(lines: XmlElement): readonly KeyOfView<Position>[] {
  return keyElements(lines)
    .map((key) => {
      const button = attributeOf(key, 'button')?.value ?? '';
      const feature = descendant(key, 'featureID');
      return {
        button: isNumber(button) ? Number(button) : 0,
        isLine: isLine(key),
        at: key,
        unclear: feature && !isNumber(feature.text) ? feature : undefined,
      };
    })
    .toSorted((a, b) => (a.button || Number.MAX_VALUE) - (b.button || Number.MAX_VALUE));
}

function mediaOf(device: XmlElement): PhoneView<Position>['media'] {
  const start = descendant(device, 'sipProfile/startMediaPort');
  const stop = descendant(device, 'sipProfile/stopMediaPort');
  if (!start || !stop || !isNumber(start.text) || !isNumber(stop.text)) return undefined;
  return { first: Number(start.text), last: Number(stop.text), at: start };
}

/** What is none has been found by its type. */
function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

function isSwitch(text = ''): boolean {
  return SWITCH.includes(text);
}

const SWITCH = ['', 'true', 'false'];

function natOf(device: XmlElement): PhoneView<Position>['nat'] {
  const enabled = descendant(device, 'sipProfile/natEnabled');
  const learns = descendant(device, 'sipProfile/natReceivedProcessing');
  const address = descendant(device, 'sipProfile/natAddress')?.text ?? '';
  const at = learns ?? enabled;
  // What is no switch has been found by its type, and nobody knows what is meant by the others then.
  if (!at || !isSwitch(enabled?.text) || !isSwitch(learns?.text)) return undefined;
  return {
    enabled: enabled?.text === 'true',
    fromReceived: learns?.text === 'true',
    ...(address !== '' && { address }),
    at,
  };
}
