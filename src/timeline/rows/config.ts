// Diagnoses of phones that have an address, and not their configuration, or not one that they accept.

import { say } from '../texts/said.js';
import { hinted, isMended, isMissing, isOf, isOutdated, latestIn, requestsFor } from '../view.js';
import { wire } from '../words.js';
import { asked, hasSpoken, silentSinceAck, since, wasNoneTaken, wentOn } from './files-seen.js';
import type { Row } from './row.js';

const CISCO = 'cisco';
/** More packets sent again than this share: something loses them. */
const LOSSY_SHARE = 0.2;

export const CONFIG_ROWS: readonly Row[] = [
  {
    id: 'T6',
    name: 'denied',
    severity: 'problem',
    on: ['denied'],
    grade: 'fact',
    source: 'offhook refused it itself',
    seen(view) {
      const step = latestIn(requestsFor(view, ['config']));
      if (step?.last.outcome !== 'denied') return undefined;
      const sighting = asked(step, say('andRefused'));
      const { detail } = step.last;
      const why = detail === undefined ? say('noReasonKnown') : wire(detail);
      return { ...sighting, values: { ...sighting.values, why } };
    },
  },
  {
    id: 'T17',
    name: 'own-file-missing',
    severity: 'problem',
    on: ['missing', 'unmade'],
    grade: 'fact',
    source: 'offhook has the phone, and had no such file to send',
    seen(view) {
      const { facts } = view;
      const step = latestIn(requestsFor(view, ['config']));
      const isGone = step?.last.outcome === 'not-found' || step?.last.outcome === 'unreadable';
      if (!facts.known || !step || !isGone || step.last.meant !== undefined) return undefined;
      if (step.first.hint !== undefined || isMended(view, step) || isOutdated(view, step)) {
        return undefined;
      }
      if (view.boot?.configuredMs !== undefined) return undefined;
      const { detail } = step.last;
      const why = detail === undefined ? say('perhapsOtherModel') : wire(detail);
      const sighting = asked(step, say('notHere'));
      return { ...sighting, values: { ...sighting.values, why, mac: facts.mac } };
    },
  },
  {
    id: 'T16',
    name: 'old-pbx',
    vendor: CISCO,
    severity: 'problem',
    on: ['no-file'],
    grade: 'owners report',
    source: "an owner's guide to phones that came from another site",
    seen(view) {
      const { calls } = view.facts;
      const sighting =
        calls !== undefined && isOf(view, CISCO) ? silentSinceAck(view, 60_000) : undefined;
      return sighting && { ...sighting, values: { calls: calls ?? '' } };
    },
  },
  {
    id: 'T1',
    name: 'no-request',
    vendor: CISCO,
    severity: 'problem',
    on: ['no-file'],
    grade: 'owners report',
    source:
      'the order in which these phones choose a TFTP server; owners name the menu and firewalls',
    seen: (view) =>
      view.facts.calls === undefined && isOf(view, CISCO)
        ? silentSinceAck(view, 30_000)
        : undefined,
  },
  {
    id: 'T8',
    name: 'sep-lost',
    severity: 'problem',
    on: ['timeout'],
    grade: 'our reading',
    source: 'packets that had to be sent again',
    seen(view) {
      const step = latestIn(requestsFor(view, ['config']));
      if (step?.last.outcome !== 'timeout' || wasNoneTaken(step)) return undefined;
      return asked(step, say('andSilentAt', { bytes: { bytes: step.last.bytes } }));
    },
  },
  {
    id: 'T8b',
    name: 'sep-lossy',
    severity: 'note',
    on: ['resent'],
    grade: 'our reading',
    source: 'packets that had to be sent again',
    seen(view) {
      const step = latestIn(requestsFor(view, ['config'], 'sent'));
      const { repeats = 0, packets = 0 } = step?.last ?? {};
      if (!step || packets < 5 || repeats <= packets * LOSSY_SHARE) return undefined;
      const counts = { again: String(repeats), packets: String(packets) };
      return asked(step, say('sentAgain', counts));
    },
  },
  {
    id: 'T12',
    name: 'two-askers',
    severity: 'problem',
    on: ['two-addresses'],
    grade: 'our reading',
    source: "requests for one phone's file from two addresses",
    seen(view) {
      const steps = requestsFor(view, ['config']);
      const latest = latestIn(steps);
      const other = steps.find(
        ({ last }) =>
          latest !== undefined &&
          last.address !== latest.last.address &&
          latest.last.atMs - last.atMs < 60_000,
      );
      if (!latest || !other) return undefined;
      const addresses = { all: [wire(other.last.address), wire(latest.last.address)] };
      const seen = say('askedFromTwo', { addresses });
      return { seen, sinceMs: since(other), step: latest, values: {} };
    },
  },
  {
    id: 'T9',
    name: 'unprovisioned',
    vendor: CISCO,
    severity: 'problem',
    on: ['repeated'],
    grade: 'owners report',
    source:
      'these phones show "Unprovisioned" and ask again every 30 s; owners name what they refused',
    seen(view) {
      const step = latestIn(requestsFor(view, ['config'], 'sent'));
      const { everyMs = 0 } = step ?? {};
      if (!step || step.count < 2 || everyMs < 25_000 || everyMs > 35_000) return undefined;
      if (wentOn(view, step) || view.nowMs - step.last.atMs > 60_000) return undefined;
      const { name, size, bytes } = step.last;
      const seen = say('askedAndGotAll', {
        times: { times: step.count },
        name: wire(name),
        every: { ms: everyMs },
        bytes: { bytes: size ?? bytes },
      });
      return { seen, sinceMs: since(step), step, values: {} };
    },
  },
  {
    id: 'T10',
    name: 'sep-then-default',
    vendor: CISCO,
    severity: 'problem',
    on: ['default'],
    grade: 'our reading',
    source: 'these phones ask for XMLDefault.cnf.xml where they have no file of their own',
    seen(view) {
      const sent = latestIn(requestsFor(view, ['config'], 'sent'));
      const fallback = latestIn(requestsFor(view, ['default']));
      if (!sent || !fallback || fallback.last.atMs < sent.last.atMs) return undefined;
      if (hasSpoken(view, fallback)) return undefined;
      return asked(fallback, say('thoughHadOwn'));
    },
  },
  {
    id: 'T13',
    name: 'name-case',
    severity: 'problem',
    on: ['meant'],
    grade: 'fact',
    source: 'names of files are compared exactly',
    seen(view) {
      const step = view.requests.findLast(
        ({ last }) => last.meant !== undefined && isMissing(last.outcome),
      );
      if (!step || isMended(view, step)) return undefined;
      return { ...asked(step), values: { meant: wire(step.last.meant ?? '') } };
    },
  },
  {
    id: 'T7',
    name: 'unknown-file',
    severity: 'problem',
    on: ['missing'],
    grade: 'fact',
    source: 'the name of a configuration holds the MAC of its phone',
    seen(view) {
      const step = latestIn(requestsFor(view, ['config'], 'not-found', 'expected-miss'));
      if (view.facts.known || !step || step.last.hint !== undefined) return undefined;
      return { ...asked(step), values: { mac: view.facts.mac } };
    },
  },
  {
    id: 'T14',
    name: 'no-dial-plan',
    severity: 'problem',
    on: ['hint'],
    grade: 'owners report',
    source: "an owner's report of a dialTemplate that named a file which was not there",
    seen(view) {
      const step = hinted(view, 'calls-need-it');
      return step && isMissing(step.last.outcome) && !isMended(view, step)
        ? asked(step, say('notThere'))
        : undefined;
    },
  },
];
