// What the elements of a SEP file mean together, beside what inventories say as well (rules/phone-rules.ts).

import { idleNatWords } from '../../../../core/nat.js';
import { mediaFault } from '../../../../core/port-range.js';
import { ignored, rejected, style } from '../../../../findings/evidence.js';
import { judgeBy, type Rule } from '../../../../findings/rule.js';
import {
  attributeOf,
  descendant,
  type Position,
  type XmlElement,
} from '../../../../render/xml/tree.js';
import { type FirmwareStepRow, firmwareStep } from '../../tables/firmware-steps.js';
import { isTlsIdle } from '../../tables/security.js';
import { saidBy } from '../../tables/sources.js';
import { readerOf } from '../../tables/trains.js';
import { lintElements } from '../elements/lint-elements.js';
import type { Linter } from '../lint-finding.js';
import { deviceView, isLine, keyElements, linesOf } from './device-view.js';
import { PHONE_RULES } from './phone-rules.js';
import type { PhoneView } from './phone-view.js';

export interface Device {
  readonly device: XmlElement;
  readonly view: PhoneView<Position>;
  /** What the phone is known to have. */
  readonly firmware?: string;
  readonly firmwareSteps: readonly FirmwareStepRow[];
}

interface DeviceRule extends Rule<Device, Position> {
  /** Elements whose texts it looks at. */
  readonly reads: readonly string[];
}

export const DEVICE_RULES = {
  'cisco/protocol': {
    ...rejected(
      'A file for a phone with other firmware',
      'write SIP: a phone with SIP firmware needs it',
      saidBy('image'),
    ),
    reads: ['deviceProtocol'],
    run({ device }) {
      const protocol = descendant(device, 'deviceProtocol');
      if (!protocol || protocol.text === 'SIP') return [];
      return [{ at: protocol, message: `deviceProtocol is ${protocol.text || 'empty'}` }];
    },
  },
  'cisco/button-twice': {
    ...rejected('Two keys on one button', 'keep one', saidBy('stack')),
    reads: [],
    run({ device }) {
      const taken = new Set<string>();
      return keyElements(linesOf(device)).flatMap((key) => {
        const button = attributeOf(key, 'button');
        if (!button) return [];
        if (taken.has(button.value)) {
          return [{ at: button, message: `button ${button.value} is defined twice` }];
        }
        taken.add(button.value);
        return [];
      });
    },
  },
  'cisco/no-auth-name': {
    ...style(
      'A line without <authName>',
      'a 7900 uses <name>, later phones nothing at all: write it',
      saidBy('auth'),
    ),
    reads: ['featureID'],
    run: ({ device }) =>
      keyElements(linesOf(device))
        .filter((key) => isLine(key) && !descendant(key, 'authName'))
        .map((at) => ({ at, message: 'the line has no <authName>' })),
  },
  'cisco/firmware-step': {
    ...rejected(
      'Firmware that is too far from what the phone has',
      'load what lies between first: owners saw phones ask for the list again and again, and for no part of it',
      saidBy('wazo', 'step'),
    ),
    reads: ['loadInformation'],
    run({ view: { load }, firmware, firmwareSteps }) {
      if (!load || firmware === undefined) return [];
      const step = firmwareStep(firmwareSteps, firmware, load.text);
      if (!step) return [];
      const message = `from ${firmware} to ${load.text} is too far: below ${step.below} a phone loads ${step.through} first`;
      return [{ at: load.at, message, hint: `load ${step.through} first` }];
    },
  },
  'cisco/no-media-port': {
    ...rejected(
      'Ports for media that end before they begin',
      'write the lower one as startMediaPort: no port is left for a call',
      saidBy('rfc3550'),
    ),
    reads: ['startMediaPort', 'stopMediaPort'],
    run({ view: { media } }) {
      if (!media || mediaFault(media) === undefined) return [];
      const message = `startMediaPort ${media.first} is not below stopMediaPort ${media.last}`;
      return [{ at: media.at, message }];
    },
  },
  'cisco/idle-nat': {
    ...ignored(
      'A word about NAT that does nothing',
      'set natEnabled to true as well',
      saidBy('stack'),
    ),
    reads: ['natEnabled', 'natReceivedProcessing', 'natAddress'],
    run({ view: { nat } }) {
      if (!nat || !idleNatWords(nat).includes('fromReceived')) return [];
      const message = 'natReceivedProcessing does nothing without natEnabled';
      return [{ at: nat.at, message }];
    },
  },
  'cisco/idle-tls': {
    ...ignored(
      'TLS on a phone that is not secure',
      'set deviceSecurityMode to 2 or 3',
      saidBy('stack'),
    ),
    reads: ['transportLayerProtocol', 'deviceSecurityMode'],
    run({ device }) {
      const transport = descendant(device, 'transportLayerProtocol');
      const mode = descendant(device, 'deviceSecurityMode')?.text ?? '';
      if (!transport || !isTlsIdle(transport.text, mode)) return [];
      const message = 'transportLayerProtocol 3 (TLS) is not used by a phone that is not secure';
      return [{ at: transport, message }];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, DeviceRule>>;

const judgeDevice = judgeBy<Device, Position>(DEVICE_RULES);
const judgePhone = judgeBy<PhoneView<Position>, Position>(PHONE_RULES);

/** What the rules about elements are chosen by. */
export const MEANT_FOR = {
  reads: ['deviceProtocol', 'loadInformation'],
  /** Phones with SCCP, and older ones that take only their load from here, have rules of their own. */
  others(device: XmlElement): boolean {
    const protocol = descendant(device, 'deviceProtocol')?.text;
    return protocol === undefined ? !descendant(device, 'sipProfile') : protocol !== 'SIP';
  },
  load: ({ load }: PhoneView<Position>): string => load?.text ?? '',
} as const;

/** Elements whose texts are judged by one another's, or have others judged by them. */
export const TOGETHER: ReadonlySet<string> = new Set(
  [MEANT_FOR, ...Object.values(DEVICE_RULES), ...Object.values(PHONE_RULES)].flatMap(
    ({ reads }): readonly string[] => reads,
  ),
);

export const lintDevice: Linter = (device, { model, data, firmware }) => {
  const node = data.elements.children.get('device');
  if (!node || (MEANT_FOR.others(device) && !model)) return [];
  const view = deviceView(device);
  const reader = readerOf(data.trains, MEANT_FOR.load(view), model, firmware);
  return [
    ...lintElements(device, node, { data, reader }),
    ...judgeDevice({
      ...{ device, view, firmwareSteps: data.firmwareSteps },
      ...(firmware !== undefined && { firmware }),
    }),
    ...judgePhone(view),
  ];
};
