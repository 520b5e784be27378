// Each rule about a SEP file names the elements whose texts it looks at: by these a file is known that needs no second look.

import { describe, expect, it } from 'vitest';
import { entriesOf, judgeBy, type Rule } from '../../../../../src/findings/rule.js';
import {
  ELEMENT_RULES,
  type Visit,
  visitOf,
} from '../../../../../src/phones/cisco/files/elements/element-rules.js';
import type { Device, DeviceRule } from '../../../../../src/phones/cisco/files/sep/device-rule.js';
import { deviceView } from '../../../../../src/phones/cisco/files/sep/device-view.js';
import {
  ASKED_FOR,
  DEVICE_RULES,
  MEANT_FOR,
  TOGETHER,
} from '../../../../../src/phones/cisco/files/sep/lint-device.js';
import { PHONE_RULES } from '../../../../../src/phones/cisco/files/sep/phone-rules.js';
import { readCiscoData } from '../../../../../src/phones/cisco/tables/data.js';
import { readerOf } from '../../../../../src/phones/cisco/tables/trains.js';
import { vendorData } from '../../../../../src/phones/packs/packs.js';
import { readXml } from '../../../../../src/render/xml/check.js';
import type { Position, XmlElement } from '../../../../../src/render/xml/tree.js';
import { MODEL, PACKS } from '../../cisco-under-test.js';

const data = readCiscoData(vendorData(PACKS.tree, 'cisco'));

/** With every element that a rule may compare, and nothing that would end a rule early. */
const FILE = `<device>
<deviceProtocol>SIP</deviceProtocol>
<loadInformation>SIP31.9-5-3S</loadInformation>
<deviceSecurityMode>1</deviceSecurityMode>
<transportLayerProtocol>3</transportLayerProtocol>
<userLocale><name>German_Germany</name><langCode>de_DE</langCode></userLocale>
<networkLocale>Germany</networkLocale>
<networkLocaleInfo><name>Germany</name></networkLocaleInfo>
<devicePool><callManagerGroup><members><member><callManager>
<ports><sipPort>5060</sipPort></ports>
</callManager></member></members></callManagerGroup></devicePool>
<sipProfile>
<sipStack>
<timerRegisterExpires>60</timerRegisterExpires>
<timerRegisterDelta>5</timerRegisterDelta>
<timerSubscribeExpires>60</timerSubscribeExpires>
<timerSubscribeDelta>5</timerSubscribeDelta>
<timerT1>500</timerT1>
<timerT2>4000</timerT2>
</sipStack>
<natEnabled>true</natEnabled>
<natReceivedProcessing>true</natReceivedProcessing>
<natAddress>192.0.2.1</natAddress>
<startMediaPort>16384</startMediaPort>
<stopMediaPort>32766</stopMediaPort>
<voipControlPort>5060</voipControlPort>
<sipLines><line button="1">
<featureID>9</featureID><name>1</name><authName>1</authName><authPassword>x</authPassword>
<proxy>192.0.2.1</proxy><port>5060</port><maxNumCalls>1</maxNumCalls><busyTrigger>1</busyTrigger>
</line></sipLines>
</sipProfile>
</device>`;

/** The same element, which notes whose texts are looked at, `line/name`. */
function watched(element: XmlElement, seen: Set<string>, above = ''): XmlElement {
  const children = element.children.map((child) => watched(child, seen, element.name));
  return {
    ...element,
    children,
    get text() {
      seen.add(`${above}/${element.name}`);
      return element.text;
    },
  };
}

function readBy(run: (subject: Device) => unknown): readonly string[] {
  const root = readXml(FILE);
  if (!root) throw new Error('the file is no XML');
  const seen = new Set<string>();
  const device = watched(root, seen);
  // A rule looks at the load only of a phone that is known to have another.
  const steps = { below: '9.0.0', beyond: '1.0.0', through: '2.0.0', sources: ['owners'] } as const;
  const known = { ...data, firmwareSteps: [steps] };
  run({ device, view: deviceView(device, MODEL), firmware: '1.0.0', data: known });
  return [...seen].toSorted();
}

const RULES = [
  ...entriesOf<DeviceRule>(DEVICE_RULES).map(([id, rule]) => ({
    id,
    reads: [...rule.reads, ...(rule.asksFor ?? [])],
    run: (subject: Device) => rule.run(subject),
  })),
  ...entriesOf(PHONE_RULES).map(([id, rule]) => ({
    id,
    reads: rule.reads,
    run: ({ view }: Device) => rule.run(view),
  })),
  {
    id: 'what the rules about elements are chosen by',
    reads: MEANT_FOR.reads,
    run: ({ device, view }: Device) => [MEANT_FOR.others(device), MEANT_FOR.load(view)],
  },
];

describe('the elements that are read by', () => {
  it.each(RULES)('$id', ({ reads, run }) => {
    const seen = readBy(run);
    expect(seen.filter((path) => !reads.some((each) => isAt(each, path)))).toEqual([]);
    expect(reads.filter((each) => !seen.some((path) => isAt(each, path)))).toEqual([]);
  });
});

/** Whether a rule that says so looks at this element. */
function isAt(read: string, path: string): boolean {
  return path === read || path.endsWith(`/${read}`);
}

it('a file is known by all of them', () => {
  expect([...TOGETHER, ...ASKED_FOR].toSorted()).toEqual(
    [...new Set(RULES.flatMap(({ reads }): readonly string[] => reads))].toSorted(),
  );
});

/** Of a file whose elements stand there once and are known: others have findings, whatever the texts are. */
it.each(entriesOf<Rule<Visit, Position>>(ELEMENT_RULES))(
  '%s, about elements, looks at no text',
  (id, rule) => {
    const judgeOne = judgeBy<Visit, Position>({ [id]: rule });
    const judge = (visit: Visit): void => {
      judgeOne(visit);
      for (const element of visit.element.children) {
        const node = visit.node.children.get(element.name);
        if (node) judge(visitOf(element, node, visit));
      }
    };
    const reader = readerOf(data.trains, 'SIP31.8-5-3S', MODEL);
    const node = data.elements.children.get('device');
    expect(readBy(({ device }) => node && judge(visitOf(device, node, { data, reader })))).toEqual(
      [],
    );
  },
);
