// Diagnoses of Fanvil phones: what they ask for betrays how they are set.

import { beganMs } from '../steps.js';
import { hinted, isMissing, isOf, latestIn, requestsFor, type View } from '../view.js';
import { spell, times, wire } from '../words.js';
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
    means: 'it is a later hardware of its model, with other keys and other firmware',
    todo: 'such a phone needs a model folder of its own: docs/adding-a-phone.md',
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
    means: 'it is another model than the {model} of the inventory',
    todo: 'correct model: in the inventory',
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
    means:
      'it applies its file and starts again at each boot: the file seems new to it each time, or the phone fails',
    todo: "compare the phone's own export with the file; provisioning by digest needs a constant version",
    seen(view) {
      const { rounds, sinceMs } = configuredRounds(view);
      if (!isOf(view, FANVIL) || rounds < 3) return undefined;
      return { seen: `got its file and began anew, ${times(rounds)}`, sinceMs };
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
    means:
      "provisioning by DHCP is off or set to another option, or the vendor's redirection service answered first",
    todo: "on the phone's page: Auto Provision, DHCP option 66; settings.fdps; or a factory reset",
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
    means:
      'it does not ask for its own file: "Download DeviceConf" is off, or something other than "not found" answered the first',
    todo: "on the phone's page: Auto Provision; a factory reset helps as well",
    seen(view) {
      const step = latestIn(requestsFor(view, ['common', 'boot-list']));
      const hasOwn = requestsFor(view, ['config']).length > 0;
      if (!isOf(view, FANVIL) || !step || hasOwn || step.count > 2 || view.silenceMs < 30_000)
        return undefined;
      return asked(step, `, and for its own file not, for ${spell(view.silenceMs)}`);
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
    means:
      'some firmware asks for a list of files first, and goes on when it is told that there is none',
    todo: 'nothing',
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
    means: 'somebody named that file in the phone; it is answered as the usual name is',
    todo: 'nothing',
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
    means:
      'it keeps a protocol of its own, "Flash Protocol", whatever option 66 says ({announced})',
    todo: 'serve both: --http-port',
    seen({ facts, requests }) {
      const { announced } = facts;
      const step = requests.findLast(({ last }) => last.protocol !== announced);
      if (announced === undefined || !step) return undefined;
      const seen = `fetches ${wire(step.last.name)} by ${step.last.protocol.toUpperCase()}`;
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
    means: 'it looks for newer firmware by itself',
    todo: 'nothing, or put the manifest and the image there',
    seen(view) {
      const step = hinted(view, 'auto-upgrade');
      return step && isMissing(step.last.outcome) ? asked(step) : undefined;
    },
  },
];
