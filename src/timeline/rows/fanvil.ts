// Diagnoses of Fanvil phones: what they ask for betrays how they are set.

import { beganMs } from '../steps.js';
import { say } from '../texts/said.js';
import { hinted, isMissing, isOf, latestIn, requestsFor, type View } from '../view.js';
import { wire } from '../words.js';
import { asked, askedWith, silentSinceAck } from './files-seen.js';
import type { Row } from './row.js';

const FANVIL = 'fanvil';

/** Boots that each ended with the phone's configuration, one soon after another. */
function configuredRounds({ boot, history, nowMs }: View) {
  let sinceMs = boot?.beganMs ?? nowMs;
  let rounds = boot?.configuredMs === undefined ? 0 : 1;
  for (const { configured, beganMs, endedMs } of history.past.toReversed()) {
    if (!configured || sinceMs - endedMs > 90_000) break;
    rounds += 1;
    sinceMs = beganMs;
  }
  return { rounds, sinceMs };
}

export const FANVIL_ROWS: readonly Row[] = [
  {
    id: 'F11',
    name: 'hardware-v2',
    vendor: FANVIL,
    severity: 'problem',
    on: ['hint'],
    grade: 'owners report',
    source: 'names that later hardware asks for',
    seen: (view) => askedWith(view, 'later-hardware'),
  },
  {
    id: 'F2',
    name: 'model-differs',
    vendor: FANVIL,
    severity: 'problem',
    on: ['common'],
    grade: 'fact',
    source: 'each model asks for a common file of its own',
    seen(view) {
      const { model } = view.facts;
      const step = requestsFor(view, ['common']).findLast(
        ({ first }) =>
          model !== undefined &&
          first.hint === undefined &&
          first.models !== undefined &&
          !first.models.includes(model.id),
      );
      return step && model && { ...asked(step), values: { model: model.name } };
    },
  },
  {
    id: 'F6',
    name: 'reboot-loop',
    vendor: FANVIL,
    severity: 'problem',
    on: ['past-boots'],
    grade: 'our reading',
    source: 'boots that follow one another',
    seen(view) {
      const { rounds, sinceMs } = configuredRounds(view);
      if (!isOf(view, FANVIL) || rounds < 3) return undefined;
      const seen = say('fileAndAnew', { times: { times: rounds } });
      return { seen, sinceMs, step: latestIn(requestsFor(view, ['config'])), values: {} };
    },
  },
  {
    id: 'F1',
    name: 'no-request',
    vendor: FANVIL,
    severity: 'problem',
    on: ['no-file'],
    grade: 'our reading',
    source:
      'these phones take DHCP, then multicast, then what is set in them; why one asks nobody is our reading',
    seen: (view) => (isOf(view, FANVIL) ? silentSinceAck(view, 60_000) : undefined),
  },
  {
    id: 'F3',
    name: 'no-own-file',
    vendor: FANVIL,
    severity: 'problem',
    on: ['common'],
    grade: 'our reading',
    source: 'the key "Download DeviceConf" of its configuration',
    seen(view) {
      const step = latestIn(requestsFor(view, ['common', 'boot-list']));
      const hasOwn = requestsFor(view, ['config']).length > 0;
      if (!isOf(view, FANVIL) || !step || hasOwn || step.count > 2 || view.silenceMs < 30_000)
        return undefined;
      return asked(step, say('ownNotFor', { silent: { ms: view.silenceMs } }));
    },
  },
  {
    id: 'F4',
    name: 'boot-list',
    vendor: FANVIL,
    severity: 'note',
    on: ['common'],
    grade: 'owners report',
    source: 'logs of phones that work',
    seen(view) {
      const step = latestIn(requestsFor(view, ['boot-list']));
      return step && isMissing(step.last.outcome) ? asked(step) : undefined;
    },
  },
  {
    id: 'F7',
    name: 'other-name',
    vendor: FANVIL,
    severity: 'note',
    on: ['hint'],
    grade: 'fact',
    source: 'the name is one that must be set in the phone',
    seen: (view) => askedWith(view, 'named-in-phone'),
  },
  {
    id: 'F8',
    name: 'wrong-protocol',
    vendor: FANVIL,
    severity: 'note',
    on: ['other-protocol'],
    grade: 'fact',
    source: 'option 66 names the protocol',
    seen({ facts, requests }) {
      const { announced } = facts;
      const step = requests.findLast(({ last }) => last.protocol !== announced);
      if (announced === undefined || !step) return undefined;
      const { name, protocol } = step.last;
      const seen = say('fetchesBy', { name: wire(name), protocol: protocol.toUpperCase() });
      return { seen, sinceMs: beganMs(step.first), values: { announced } };
    },
  },
  {
    id: 'F9',
    name: 'manifest',
    vendor: FANVIL,
    severity: 'note',
    on: ['hint'],
    grade: 'fact',
    source: 'the key "Enable Auto Upgrade"',
    seen(view) {
      const step = hinted(view, 'auto-upgrade');
      return step && isMissing(step.last.outcome) ? asked(step) : undefined;
    },
  },
  {
    id: 'F10',
    name: 'pnp',
    vendor: FANVIL,
    severity: 'note',
    on: ['pnp'],
    grade: 'fact',
    source: 'what came of its SUBSCRIBE to 224.0.1.75',
    seen({ boot }) {
      const last = boot?.steps.findLast(({ last: { kind } }) => kind === 'pnp')?.last;
      if (last?.kind !== 'pnp' || last.outcome === 'told' || boot?.configuredMs !== undefined) {
        return undefined;
      }
      const seen = say('lookedByMulticast', { outcome: say(`pnp-${last.outcome}`) });
      return { seen, sinceMs: last.atMs, values: {} };
    },
  },
];
