// What the elements of a SEP file mean together, beside what inventories say as well (phone-rules.ts).

import { idleNatWords } from '../../../../core/nat.js';
import { beginsTooLow, mediaFault } from '../../../../core/port-range.js';
import { ignored, rejected, risky, style } from '../../../../findings/evidence.js';
import { judgeBy } from '../../../../findings/rule.js';
import { descendant, type Position } from '../../../../render/xml/tree.js';
import { SIP_AMONG_MEDIA, sipAmongMedia } from '../../../sip-port.js';
import { firmwareStep } from '../../tables/firmware-steps.js';
import { isTlsIdle } from '../../tables/security.js';
import { saidBy } from '../../tables/sources.js';
import { readerOf } from '../../tables/trains.js';
import { lintElements } from '../elements/lint-elements.js';
import type { Linter } from '../lint-finding.js';
import type { Device, DeviceRule, DeviceRules } from './device-rule.js';
import { deviceView } from './device-view.js';
import { KEY_RULES } from './key-rules.js';
import { LOCALE_RULES } from './locale-rules.js';
import type { PhoneRule } from './phone-rule.js';
import { PHONE_RULES } from './phone-rules.js';
import type { PhoneView } from './phone-view.js';
import { lintUnsaid, whyNotForSip } from './unsaid-firmware.js';

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
  'cisco/text-phone': {
    ...rejected(
      'A load of a 7940 or 7960 in a file that these phones do not read',
      'write SIP<MAC>.cnf and SIPDefault.cnf for them: lines of "name: value"',
      saidBy('texts'),
    ),
    reads: ['loadInformation', 'deviceProtocol'],
    run({ device, view: { load } }) {
      if (descendant(device, 'deviceProtocol')?.text !== 'SIP') return [];
      if (!load || !/^P0[0S]3-/.test(load.text)) return [];
      const message = `${load.text} is for a 7940 or 7960, which reads no SEP file with SIP firmware`;
      return [{ at: load.at, message }];
    },
  },
  'cisco/firmware-step': {
    ...rejected(
      'Firmware that is too far from what the phone has',
      'load what lies between first: owners saw phones ask for the list again and again, and for no part of it',
      saidBy('wazo', 'step'),
    ),
    reads: ['loadInformation'],
    run({ view: { load }, firmware, data: { firmwareSteps } }) {
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
  'cisco/low-media-port': {
    ...risky(
      'Ports for media among those of known services',
      'write a range above 1023, such as 16384 to 32766',
      saidBy('rfc6335'),
    ),
    sameAs: 'inventory/doubtful-value',
    reads: ['startMediaPort', 'stopMediaPort'],
    run({ view: { media } }) {
      if (!media || mediaFault(media) || !beginsTooLow(media)) return [];
      const message = `startMediaPort ${media.first} is among the ports of known services`;
      return [{ at: media.at, message }];
    },
  },
  'cisco/idle-nat': {
    ...ignored(
      'A word about NAT that does nothing',
      'set natEnabled to true as well',
      saidBy('stack'),
    ),
    sameAs: 'inventory/nat-not-enabled',
    reads: ['natEnabled', 'natReceivedProcessing', 'natAddress'],
    run({ view: { nat } }) {
      if (!nat) return [];
      return idleNatWords(nat).map((word) => ({
        at: nat.at,
        message: `${NAT_WORDS[word]} does nothing without natEnabled`,
      }));
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
  'cisco/nat-pbx': {
    ...style(
      'A phone behind NAT, which needs the help of its PBX',
      'let the PBX answer to the address and port that the phone tells, not to those that packets come from: chan_sip nat=no; PJSIP force_rport=no and rewrite_contact=no; a registration renewed each half minute keeps the way open (timerRegisterExpires)',
      saidBy('stack', 'owners'),
    ),
    reads: ['natEnabled', 'natReceivedProcessing', 'natAddress'],
    run({ view: { nat } }) {
      if (!nat?.enabled) return [];
      const message =
        'the phone sends from another port than the one at which it hears answers, and the PBX has to know';
      return [{ at: nat.at, message }];
    },
  },
  'cisco/media-port-slip': {
    ...style(
      'A port for media with two digits in the wrong order',
      'write 16384, or leave it: the phone uses what is written',
      saidBy('files'),
    ),
    reads: ['startMediaPort', 'stopMediaPort'],
    run({ view: { media } }) {
      if (media?.first !== COMMON_SLIP) return [];
      return [
        {
          at: media.at,
          message: `startMediaPort ${COMMON_SLIP} is 16384 misspelt, and was copied often`,
        },
      ];
    },
  },
  'cisco/sip-among-media': {
    ...risky(...SIP_AMONG_MEDIA, saidBy('rfc3550')),
    sameAs: 'inventory/ports-overlap',
    reads: ['startMediaPort', 'stopMediaPort', 'voipControlPort'],
    run({ view }) {
      const { media } = view;
      // Another range is asked for already.
      if (media && beginsTooLow(media)) return [];
      const [port] = view.numbers('voipControlPort');
      const message = media && port && sipAmongMedia(media, port.value);
      return message !== undefined && port?.at ? [{ at: port.at, message }] : [];
    },
  },
  ...KEY_RULES,
  ...LOCALE_RULES,
} as const satisfies DeviceRules;

const NAT_WORDS = { address: 'natAddress', fromReceived: 'natReceivedProcessing' } as const;
const COMMON_SLIP = 16_348;

const judgeDevice = judgeBy<Device, Position>(DEVICE_RULES);
const judgePhone = judgeBy<PhoneView<Position>, Position>(PHONE_RULES);

/** What the rules about elements are chosen by. */
export const MEANT_FOR = {
  reads: ['deviceProtocol', 'loadInformation'],
  others: whyNotForSip,
  load: ({ load }: PhoneView<Position>): string => load?.text ?? '',
} as const;

const RULES: readonly (Pick<DeviceRule, 'reads' | 'asksFor'> | typeof MEANT_FOR)[] = [
  MEANT_FOR,
  ...Object.values<DeviceRule>(DEVICE_RULES),
  ...Object.values<PhoneRule>(PHONE_RULES),
];

/** Elements whose texts are judged by one another's, or have others judged by them. */
export const TOGETHER: ReadonlySet<string> = new Set(RULES.flatMap(({ reads }) => reads));

/** Those of which it matters whether they say anything. */
export const ASKED_FOR: ReadonlySet<string> = new Set(
  RULES.flatMap((rule) => ('asksFor' in rule ? (rule.asksFor ?? []) : [])),
);

export const lintDevice: Linter = (device, { model, data, firmware }) => {
  const node = data.elements.children.get('device');
  if (!node) return [];
  const other = model ? undefined : MEANT_FOR.others(device);
  if (other !== undefined) return lintUnsaid(device, node, other);
  const view = deviceView(device, model);
  const reader = readerOf(data.trains, MEANT_FOR.load(view), model, firmware);
  return [
    ...lintElements(device, node, { data, reader }),
    ...judgeDevice({ device, view, data, ...(firmware !== undefined && { firmware }) }),
    ...judgePhone(view),
  ];
};
