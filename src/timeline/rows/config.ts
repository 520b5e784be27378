// Diagnoses of phones that have an address, and not their configuration, or not one that they accept.

import { hinted, isMended, isMissing, isOf, latestIn, requestsFor } from '../view.js';
import { spell, spellBytes, times, wire } from '../words.js';
import { asked, hasSpoken, silentSinceAck, since, wentOn } from './files-seen.js';
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
    means:
      'it asks from {address}, which is not known as its address by lease, reservation or ARP: {why}',
    todo: 'if its address is set by hand, reserve that one for it, or write access: site',
    seen(view) {
      const step = latestIn(requestsFor(view, ['config']));
      if (step?.last.outcome !== 'denied') return undefined;
      const sighting = asked(step, ' and was refused');
      const why = wire(step.last.detail ?? 'no reason is known');
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
    means: 'the inventory has it, but makes no file of this name for it: {why}',
    todo: 'compare model: with the label on the phone; offhook explain {mac} lists the files that are made for it',
    seen(view) {
      const { facts } = view;
      const step = latestIn(requestsFor(view, ['config']));
      const isGone = step?.last.outcome === 'not-found' || step?.last.outcome === 'unreadable';
      if (!facts.known || !step || !isGone || step.last.meant !== undefined) return undefined;
      if (step.first.hint !== undefined || isMended(view, step)) return undefined;
      if (view.boot?.configuredMs !== undefined) return undefined;
      const why = wire(step.last.detail ?? 'it is perhaps of another model');
      const sighting = asked(step, ', which offhook does not have');
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
    means: 'it still has the files of its former life, and calls {calls}',
    todo: 'erase the phone, or lend this machine that address until it has fetched its file',
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
    means:
      'it asks another server ("Alternate TFTP", set by hand, wins over what DHCP says), or UDP 69 is filtered here, or tftp: of this network names another machine',
    todo: 'on the phone: Settings, Network Configuration, unlock with **#, Alternate TFTP = No; here: offhook doctor',
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
    means: 'packets are lost on the way: cable, duplex, or a switch at the end of its power',
    todo: "look at the error counters of the switch's port",
    seen(view) {
      const step = latestIn(requestsFor(view, ['config']));
      if (step?.last.outcome !== 'timeout') return undefined;
      return asked(step, ` and went silent at ${spellBytes(step.last.bytes)}`);
    },
  },
  {
    id: 'T8b',
    name: 'sep-lossy',
    severity: 'note',
    on: ['resent'],
    grade: 'our reading',
    source: 'packets that had to be sent again',
    means: 'it got its file, but packets are lost on the way: firmware would take long',
    todo: "look at the error counters of the switch's port",
    seen(view) {
      const step = latestIn(requestsFor(view, ['config'], 'sent'));
      const { repeats = 0, packets = 0 } = step?.last ?? {};
      if (!step || packets < 5 || repeats <= packets * LOSSY_SHARE) return undefined;
      return asked(step, `, and ${repeats} of ${packets} packets were sent again`);
    },
  },
  {
    id: 'T12',
    name: 'two-askers',
    severity: 'problem',
    on: ['two-addresses'],
    grade: 'our reading',
    source: "requests for one phone's file from two addresses",
    means:
      'two devices claim one MAC, or there is NAT between, or the phone has just changed its VLAN',
    todo: 'find the other device',
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
      const from = `${wire(other.last.address)} and ${wire(latest.last.address)}`;
      return { seen: `its file was asked for from ${from}`, sinceMs: since(other) };
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
    means: 'it shows "Unprovisioned": it does not accept its file',
    todo: 'offhook validate; then Settings, Status, Status Messages on the phone. Usual: a password of more than 12 characters, an empty element, a codec "none"',
    seen(view) {
      const step = latestIn(requestsFor(view, ['config'], 'sent'));
      const { everyMs = 0 } = step ?? {};
      if (!step || step.count < 2 || everyMs < 25_000 || everyMs > 35_000) return undefined;
      if (wentOn(view, step) || view.nowMs - step.last.atMs > 60_000) return undefined;
      const { size, bytes } = step.last;
      const all = ` and got all ${spellBytes(size ?? bytes)} of it`;
      return {
        seen: `asked ${times(step.count)} for ${wire(step.last.name)}, every ${spell(everyMs)},${all}`,
        sinceMs: since(step),
      };
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
    means: 'it could not read its file: another root element, or no well-formed XML',
    todo: 'offhook validate, or offhook lint for a file of your own',
    seen(view) {
      const sent = latestIn(requestsFor(view, ['config'], 'sent'));
      const fallback = latestIn(requestsFor(view, ['default']));
      if (!sent || !fallback || fallback.last.atMs < sent.last.atMs) return undefined;
      if (hasSpoken(view, fallback)) return undefined;
      return asked(fallback, ', though it had just got its own file');
    },
  },
  {
    id: 'T13',
    name: 'name-case',
    severity: 'problem',
    on: ['meant'],
    grade: 'fact',
    source: 'names of files are compared exactly',
    means: 'there is a file {meant}: the phone asks in another spelling',
    todo: 'tell us of the phone and its firmware; until then put a copy under that name beside the inventory (--files)',
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
    means: 'it is a phone that nobody wrote down',
    todo: 'offhook adopt {mac} writes it into the inventory; offhook new shows such phones',
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
    source: "an owner's report",
    means:
      'its configuration names a dial plan that is not there: it is said to make no calls then',
    todo: 'put the file there, or take it out of the configuration',
    seen(view) {
      const step = hinted(view, 'calls-need-it');
      return step && isMissing(step.last.outcome) && !isMended(view, step)
        ? asked(step, ', which is not there')
        : undefined;
    },
  },
];
