// The keys of a SEP file, held to one another and to the phone.

import { onceWhileSame } from '../../../../core/once-per.js';
import { namesPassword } from '../../../../core/secret-in-text.js';
import { ignored, rejected, risky, style } from '../../../../findings/evidence.js';
import {
  attributeOf,
  childrenNamed,
  descendant,
  type XmlElement,
} from '../../../../render/xml/tree.js';
import { saidBy } from '../../tables/sources.js';
import type { DeviceRules } from './device-rule.js';
import { keyElements, lineElements, linesOf } from './device-view.js';

const BY_CALL_MANAGER = 'USECALLMANAGER';

export const KEY_RULES = {
  'cisco/button-twice': {
    ...rejected('Two keys on one button', 'keep one', saidBy('stack')),
    reads: [],
    run: ({ device }) =>
      repeated(keyElements(linesOf(device)), 'button').map((at) => ({
        at,
        message: `button ${at.value} is defined twice`,
      })),
  },
  'cisco/too-many-lines': {
    ...ignored(
      'More lines than the phone has',
      'take the further ones out, or make speed dials of them',
      saidBy('stack', 'cisco'),
    ),
    reads: ['featureID'],
    run({ device, view: { model } }) {
      if (!model) return [];
      const [first] = lineElements(device).slice(model.lines);
      if (!first) return [];
      const message = `the ${model.name} has ${model.lines} lines, and this is one more`;
      return [{ at: first, message }];
    },
  },
  'cisco/no-such-key': {
    ...ignored('A key that the phone does not have', 'take it out', saidBy('sccp', 'cisco')),
    reads: [],
    run({ device, view: { model } }) {
      if (!model) return [];
      return keyElements(linesOf(device)).flatMap((key) => {
        const at = attributeOf(key, 'button');
        if (!at || !(Number(at.value) > model.keys)) return [];
        return [
          { at, message: `the ${model.name} has ${model.keys} keys, and no key ${at.value}` },
        ];
      });
    },
  },
  'cisco/line-index': {
    ...risky(
      'Numbers of lines with a gap, or one number twice',
      'number the lines 1, 2, 3 and so on: a phone may not find the line behind a gap',
      saidBy('stack'),
    ),
    reads: ['featureID'],
    run({ device }) {
      const numbers = lineElements(device).flatMap((line) => attributeOf(line, 'lineIndex') ?? []);
      const sorted = numbers.toSorted((a, b) => Number(a.value) - Number(b.value));
      const odd = sorted.find(({ value }, index) => Number(value) !== index + 1);
      if (!odd) return [];
      return [{ at: odd, message: `lineIndex ${odd.value} does not go on where the others end` }];
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
      lineElements(device)
        .filter((line) => !descendant(line, 'authName'))
        .map((at) => ({ at, message: 'the line has no <authName>' })),
  },
  'cisco/half-account': {
    ...risky(
      'A line without its number, or with a password and without the name to log in with',
      'write what is missing',
      saidBy('auth', 'files'),
    ),
    reads: ['featureID'],
    asksFor: ['line/name', 'authName', 'authPassword'],
    run: ({ device }) =>
      lineElements(device).flatMap((line) => {
        const [number, name, password] = ACCOUNT.map((each) => descendant(line, each));
        if (isSilent(number)) {
          return [{ at: number ?? line, message: 'the line has no <name>, which is its number' }];
        }
        if (isSilent(password) || !name || !isSilent(name)) return [];
        return [{ at: name, message: 'authName is empty, and there is an authPassword' }];
      }),
  },
  'cisco/no-auth-password': {
    ...style(
      'A line with a name to log in with and no password',
      'nothing has to be done if the PBX asks for none',
      saidBy('files'),
    ),
    reads: ['featureID'],
    asksFor: ['authName', 'authPassword'],
    run: ({ device }) =>
      lineElements(device).flatMap((line) => {
        const [, name, password] = ACCOUNT.map((each) => descendant(line, each));
        if (isSilent(name) || !isSilent(password) || hasOtherPassword(line)) return [];
        return [{ at: password ?? line, message: 'the line has an authName and no authPassword' }];
      }),
  },
  'cisco/mixed-proxies': {
    ...risky(
      `A line at ${BY_CALL_MANAGER} beside one at a server of its own`,
      `write ${BY_CALL_MANAGER} at all lines, or a host at all: a phone registers in one way or the other`,
      saidBy('proxy', 'guide'),
    ),
    reads: ['featureID', 'proxy'],
    run({ device }) {
      const proxies = proxiesOf(device);
      const [first] = proxies;
      const other = proxies.find(({ text }) => isByManager(text) !== isByManager(first?.text));
      return other
        ? [
            {
              at: other,
              message: `proxy is ${other.text} here, and ${first?.text} at the first line`,
            },
          ]
        : [];
    },
  },
  'cisco/proxy-of-train': {
    ...style(
      'A line at a server of its own, in a file for firmware 9.x',
      `write ${BY_CALL_MANAGER} if the line does not register; the host then stands in processNodeName`,
      saidBy('proxy', 'files'),
    ),
    reads: ['featureID', 'proxy', 'loadInformation'],
    run({ device, view: { load } }) {
      if (!load || !/^SIP\d+\.9-/i.test(load.text)) return [];
      const other = proxiesOf(device).find(({ text }) => !isByManager(text));
      if (!other) return [];
      const message = `an owner of a 7961 with firmware 9.x saw no line register at another proxy than ${BY_CALL_MANAGER}`;
      return [{ at: other, message }];
    },
  },
  'cisco/first-line-registers': {
    ...style(
      `Several lines at ${BY_CALL_MANAGER}, of which the phone registers the first alone`,
      'let the PBX register the others with it: an Asterisk needs the usecallmanager patch for that',
      saidBy('guide'),
    ),
    reads: ['featureID', 'proxy'],
    run({ device }) {
      const [, second] = proxiesOf(device).filter(({ text }) => isByManager(text));
      if (!second) return [];
      return [{ at: second, message: 'the phone registers its first line, and no other one' }];
    },
  },
  'cisco/module-twice': {
    ...risky(
      'Two expansion modules with one number',
      'number them with idx: each module has an addOnModule and a load of its own',
      saidBy('sidecar'),
    ),
    reads: [],
    run({ device }) {
      const modules = descendant(device, 'addOnModules');
      const each = modules ? childrenNamed(modules, 'addOnModule') : [];
      const [twice] = repeated(each, 'idx');
      if (twice) return [{ at: twice, message: `module ${twice.value} is defined twice` }];
      const bare = each.length > 1 ? each.find((one) => !attributeOf(one, 'idx')) : undefined;
      return bare ? [{ at: bare, message: 'of several modules this one has no idx' }] : [];
    },
  },
} as const satisfies DeviceRules;

const ACCOUNT = ['name', 'authName', 'authPassword'] as const;

/** Under a name that is told already: misspelt, or with other capitals. */
function hasOtherPassword({ children }: XmlElement): boolean {
  return children.some(({ name }) => name !== 'authPassword' && namesPassword(name));
}

function isSilent(element: XmlElement | undefined): boolean {
  return element === undefined || element.text === '';
}

/** Of lines that say one. */
const proxiesOf = onceWhileSame((device: XmlElement): readonly XmlElement[] =>
  lineElements(device).flatMap((line) => {
    const proxy = descendant(line, 'proxy');
    return proxy && proxy.text !== '' ? [proxy] : [];
  }),
);

function isByManager(text: string | undefined): boolean {
  return text === BY_CALL_MANAGER;
}

/** Attributes whose value stood there before. */
function repeated(elements: readonly XmlElement[], name: string) {
  const seen = new Set<string>();
  return elements.flatMap((element) => {
    const attribute = attributeOf(element, name);
    if (!attribute) return [];
    if (seen.has(attribute.value)) return [attribute];
    seen.add(attribute.value);
    return [];
  });
}
