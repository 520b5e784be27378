// What a phone says of itself and what goes with it: model, firmware, transport, numbers. Of an inventory and of a file.

import { ignored, rejected, risky } from '../../../../findings/evidence.js';
import { factsOf } from '../../tables/facts.js';
import { saidBy } from '../../tables/sources.js';
import type { PhoneRule } from './phone-rule.js';
import type { NumberSaid, PhoneView } from './phone-view.js';

export const SENSE_RULES = {
  'cisco/foreign-load': {
    ...rejected(
      'Firmware of another model or protocol',
      'write a SIP load of the model',
      saidBy('firmware', 'image'),
    ),
    reads: ['loadInformation'],
    run({ load, model }) {
      if (!load || load.text === '' || load.text.endsWith('.loads')) return [];
      const { text, at } = load;
      if (!model) {
        if (!/^SCCP/.test(text)) return [];
        return [{ at, message: `"${text}" is no SIP load`, hint: 'they begin with SIP' }];
      }
      const { loadPrefix } = factsOf(model);
      if (text.startsWith(loadPrefix)) return [];
      const message = `"${text}" is no SIP load of the ${model.name}`;
      return [{ at, message, hint: `they begin with ${loadPrefix}` }];
    },
  },
  'cisco/odd-timing': {
    ...risky(
      'Two numbers that do not go together',
      'change one of them, or leave them out',
      saidBy('rfc3261'),
    ),
    reads: [
      ...['timerRegisterDelta', 'timerRegisterExpires', 'timerSubscribeDelta'],
      ...['timerSubscribeExpires', 'timerT1', 'timerT2', 'busyTrigger', 'maxNumCalls'],
    ],
    run: (view) =>
      PAIRS.flatMap(({ lower, upper, inventory = upper, why }) =>
        pairsOf(view, lower, upper).flatMap(([low, high]) => {
          if (low.value <= high.value) return [];
          const called = view.from === 'inventory' ? inventory : upper;
          const message = `${lower} ${low.value} is more than ${called} ${high.value}: ${why}`;
          return [{ at: low.at ?? high.at ?? view.at, message }];
        }),
      ),
  },
  'cisco/calls-per-line': {
    ...ignored(
      'More calls on a line than the phone carries',
      'write what the phone carries, and give it further lines for further calls',
      saidBy('guide7931'),
    ),
    reads: ['maxNumCalls', 'busyTrigger'],
    run(view) {
      const { model } = view;
      const most = model && factsOf(model).callsPerLine;
      if (most === undefined) return [];
      return ['maxNumCalls', 'busyTrigger'].flatMap((name) =>
        view
          .numbers(name)
          .filter(({ value }) => value > most)
          .map(({ value, at }) => ({
            at: at ?? view.at,
            message: `${name} is ${value}; a line of the ${model?.name} carries ${most} call`,
          })),
      );
    },
  },
  'cisco/port-of-tls': {
    ...risky(
      'The port at which servers expect TLS, and another transport',
      'write the port at which the PBX hears this transport, usually 5060',
      saidBy('rfc3261'),
    ),
    reads: ['transportLayerProtocol', 'sipPort', 'port', 'featureID'],
    run(view) {
      const { registrar } = view;
      if (!registrar || (registrar.transport !== 'udp' && registrar.transport !== 'tcp')) return [];
      const [first] = registrar.ports.filter(({ value }) => value === TLS_PORT);
      if (!first) return [];
      const message = `port ${TLS_PORT} is where servers expect TLS, and the transport is ${registrar.transport.toUpperCase()}`;
      return [{ at: first.at ?? view.at, message }];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, PhoneRule>>;

/** RFC 3261 section 19.1.2. */
const TLS_PORT = 5061;

interface Pair {
  readonly lower: string;
  readonly upper: string;
  /** What an inventory calls the upper one. */
  readonly inventory?: string;
  readonly why: string;
}

/** RFC 3261 section 17.1.1.1 for T1 and T2. */
const PAIRS: readonly Pair[] = [
  {
    lower: 'timerRegisterDelta',
    upper: 'timerRegisterExpires',
    inventory: 'registerExpires',
    why: 'the phone would register again before it has',
  },
  {
    lower: 'timerSubscribeDelta',
    upper: 'timerSubscribeExpires',
    why: 'the phone would subscribe again before it has',
  },
  { lower: 'timerT1', upper: 'timerT2', why: 'T2 is the longest that T1 grows to' },
  { lower: 'busyTrigger', upper: 'maxNumCalls', why: 'the line is never busy' },
];

/** Of each line its own, where each line says both. */
function pairsOf<At>(
  view: PhoneView<At>,
  lower: string,
  upper: string,
): readonly (readonly [NumberSaid<At>, NumberSaid<At>])[] {
  const lows = view.numbers(lower);
  if (lows.length === 0) return [];
  const highs = view.numbers(upper);
  if (lows.length !== highs.length) return [];
  return lows.flatMap((low, index) => {
    const high = highs[index];
    return high ? [[low, high] as const] : [];
  });
}
