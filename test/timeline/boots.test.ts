// Boots of phones that are well: each model's own script, played with all that normally happens on the way. Nobody may be
// told of a trouble at any moment of them.

import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/artifacts/snapshot.js';
import type { Driver } from '../../src/phones/driver.js';
import type { Ask } from '../../src/site/boot-script.js';
import type { Model } from '../../src/site/model.js';
import { describePhone } from '../../src/timeline/describe.js';
import { diagnose } from '../../src/timeline/diagnose.js';
import type { FileEvent, PhoneEvent } from '../../src/timeline/events.js';
import { type History, NO_HISTORY } from '../../src/timeline/history.js';
import { note } from '../../src/timeline/note.js';
import type { PhoneFacts, Transfer } from '../../src/timeline/view.js';
import { type Word, wordOf } from '../../src/timeline/word.js';
import { loadsFile } from '../phones/cisco/loads-file.js';
import { buildCase, CASES } from '../phones/shipped-models.js';
import { soak } from '../soak.js';
import {
  ack,
  address,
  addressed,
  ask,
  discover,
  nak,
  PARTS,
  renew,
  sip,
} from './scripts/script.js';

interface Phone {
  readonly facts: PhoneFacts;
  readonly driver: Driver;
  readonly model: Model;
  readonly snapshot: Snapshot;
}

const PHONES = CASES.flatMap(({ name, file }) => {
  const snapshot = buildCase(file);
  const [phone] = snapshot.phones.values();
  const model = phone && snapshot.packs.models.get(phone.model);
  const driver = model && snapshot.packs.drivers.get(model.vendor);
  if (!phone || !model || !driver) return [];
  const { id, vendor } = model;
  const facts: PhoneFacts = {
    mac: phone.mac,
    known: true,
    model: { id, vendor, name: model.name },
    dhcp: true,
    pbxLink: false,
    lines: phone.keys.flatMap((key) => (key.type === 'line' ? [key.line.number] : [])),
    transfers: [],
  };
  return [{ name, phone: { facts, driver, model, snapshot } }];
});

const LIST = loadsFile(undefined, PARTS.join('\r\n'));
const isOfFirmware = (name: string) => /\.(loads|sbn)$/.test(name);

/** What the phone asks for from `fromMs` on, a file in 200 ms, a part of firmware in ten seconds; each told twice. */
function fetches({ facts, driver, model, snapshot }: Phone, fromMs: number, withFirmware: boolean) {
  const script = driver.boot(facts.mac, model);
  const waiting: Ask[] = [...script.first];
  const events: FileEvent[] = [];
  let atMs = fromMs;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { name } = next;
    if (isOfFirmware(name) && !withFirmware) continue;
    const text = snapshot.find(name)?.render();
    const body = text === undefined ? undefined : Buffer.from(text);
    const found = body ?? (isOfFirmware(name) ? LIST : undefined);
    const ms = name.endsWith('.sbn') ? 10_000 : 200;
    const outcome = found ? 'sent' : driver.isExpectedMiss(name) ? 'expected-miss' : 'not-found';
    events.push(ask(atMs, name, 'running', { ms: 0, bytes: 0 }));
    events.push(ask(atMs + ms, name, outcome, { ms, bytes: found?.length ?? 0 }));
    atMs += ms + 50;
    waiting.push(...script.next(next, found));
  }
  return events;
}

const boot = (phone: Phone, fromMs = 0, withFirmware = false): readonly PhoneEvent[] => [
  ...addressed(fromMs),
  ...fetches(phone, fromMs + 2_400, withFirmware),
];

const lastMs = (events: readonly PhoneEvent[]) => events.at(-1)?.atMs ?? 0;
const VOICE = { network: '10.30.1.0/24', address: address('10.30.1.20') };
const HOUR = 3_600_000;

/** While a file is on its way it is a transfer, too. */
function transfersAt(history: History): readonly Transfer[] {
  return (history.boot?.steps ?? []).flatMap(({ last }) =>
    last.kind === 'file' && last.outcome === 'running'
      ? [{ name: last.name, role: last.role, beganMs: last.atMs, bytes: 900_000, size: 1_000_000 }]
      : [],
  );
}

/** Of every moment some at a desk. */
const STEP_MS = soak(20_000, 5_000);

/** The words from the first event to `untilMs`, each once in a row; fails where there is a problem. */
function wordsOf(facts: PhoneFacts, events: readonly PhoneEvent[], untilMs: number) {
  const words: Word[] = [];
  let history = NO_HISTORY;
  const look = (nowMs: number) => {
    const seen = { ...facts, transfers: transfersAt(history) };
    const diagnosis = diagnose(history, seen, nowMs);
    const word = wordOf(history, seen, diagnosis, false, nowMs);
    const { sentence } = describePhone(history, seen, diagnosis, word, nowMs);
    const problem = diagnosis?.severity === 'problem' ? `${diagnosis.id} at ${nowMs}` : '';
    expect(`${problem} ${sentence}`).not.toMatch(/^[A-Z]\d+|undefined|NaN|Infinity/);
    if (words.at(-1) !== word) words.push(word);
  };
  for (const [index, event] of events.entries()) {
    history = note(history, event);
    const nextMs = events[index + 1]?.atMs ?? untilMs;
    // Of long pauses the beginning and the end.
    const untilNext = Math.min(nextMs, event.atMs + 400_000);
    for (let nowMs = event.atMs; nowMs < untilNext; nowMs += STEP_MS) look(nowMs);
    look(Math.max(event.atMs, nextMs - 1));
  }
  return words;
}

describe.each(PHONES)('a phone of $name', ({ phone }) => {
  const { facts } = phone;
  const isCisco = facts.model?.vendor === 'cisco';

  it('boots and has its file', () => {
    expect(wordsOf(facts, boot(phone), 5 * 60_000)).toEqual(['booting', 'fetched']);
  });

  it('learns its voice VLAN on the way', () => {
    const events = [
      ...addressed(),
      discover(9_000, VOICE),
      ack(9_100, VOICE),
      ...fetches(phone, 12_000, false),
    ];
    expect(wordsOf(facts, events, lastMs(events) + 60_000)).toEqual(['booting', 'fetched']);
  });

  it('is late, and asks twice until it is answered in time', () => {
    const late = [
      discover(0, { secs: 40 }),
      discover(4_000, { secs: 44 }),
      ack(4_100),
      ...fetches(phone, 6_400, false),
    ];
    expect(wordsOf(facts, late, lastMs(late) + 60_000)).toEqual(['booting', 'fetched']);
  });

  it('was moved, and hears one NAK', () => {
    const moved = [nak(0, 'wrong-network'), ...addressed(1_000), ...fetches(phone, 4_000, false)];
    expect(wordsOf(facts, moved, lastMs(moved) + 60_000)).toEqual(['booting', 'fetched']);
  });

  it('boots anew with the address that it had, hours later', () => {
    const { serverId: _, ...initReboot } = ack(10 * HOUR);
    const again = [...boot(phone), initReboot, ...fetches(phone, 10 * HOUR + 2_400, false)];
    const words = ['booting', 'fetched', 'silent', 'booting', 'fetched'];
    expect(wordsOf(facts, again, lastMs(again) + 60_000)).toEqual(words);
  });

  it('renews its lease all night', () => {
    const renewals = Array.from({ length: 6 }, (_, index) => renew((index + 1) * 4 * HOUR));
    const night = [...boot(phone), ...renewals];
    expect(wordsOf(facts, night, lastMs(night) + HOUR)).toEqual(['booting', 'fetched']);
  });

  it('fetches its file again when it is told to', () => {
    const again = [
      ...boot(phone),
      { kind: 'action', atMs: HOUR, what: 'resync', by: 'uid 0', outcome: 'asked' } as const,
      ...fetches(phone, HOUR + 1_000, false),
    ];
    const words = wordsOf(facts, again, lastMs(again) + 60_000);
    expect(words.at(-1)).toBe('fetched');
    expect(words).not.toContain('waiting');
  });

  it.runIf(isCisco)('takes firmware, is dark for four minutes, and boots with it', () => {
    const taken = boot(phone, 0, true);
    const backMs = lastMs(taken) + 240_000;
    const all = [...taken, ...boot(phone, backMs)];
    const words = wordsOf(facts, all, lastMs(all) + 60_000);
    const withFirmware = taken.some(
      ({ kind, ...event }) => 'role' in event && event.role === 'part',
    );
    expect(words.at(-1)).toBe('fetched');
    expect(words.includes('upgrading')).toBe(withFirmware);
  });

  it('registers all of its lines', () => {
    const base = boot(phone);
    const registers = facts.lines.flatMap((line, index) => [
      sip(lastMs(base) + 3_000 + index * 100, 'challenged', { line }),
      sip(lastMs(base) + 3_050 + index * 100, 'registered', { line }),
    ]);
    const all = [...base, ...registers];
    const words = wordsOf({ ...facts, pbxLink: true }, all, lastMs(all) + 5 * 60_000);
    expect(words.at(-1)).toBe(facts.lines.length === 0 ? 'fetched' : 'registered');
    expect(words.filter((word) => word === 'stuck' || word === 'waiting')).toEqual([]);
  });
});

describe('an upgrade', () => {
  it('is one among the boots that are played', () => {
    const parts = PHONES.flatMap(({ phone }) => boot(phone, 0, true)).filter(
      (event) => event.kind === 'file' && event.role === 'part',
    );
    expect(parts.length).toBeGreaterThan(0);
  });
});
