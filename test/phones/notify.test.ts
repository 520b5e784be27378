// What each vendor's phones are told, as their owners and their published stack say that it must be.

import { describe, expect, it } from 'vitest';
import { notifyWaysOf } from '../../src/phones/registry.js';
import type { Model } from '../../src/site/model.js';
import type { NotifyAction } from '../../src/site/notify.js';
import { LAB, servedSiteOf } from '../serve/snapshot-under-test.js';
import { buildCase, CASES, PACKS } from './shipped-models.js';

const modelOf = (id: string): Model => {
  const model = PACKS.models.get(id);
  if (!model) throw new Error(`no model ${id}`);
  return model;
};
const CISCO = modelOf('cisco-7931g');
const FIRST: Model = { ...CISCO, facts: { ...CISCO.facts, isFirstGeneration: true } };

const heard = (model: Model, action: NotifyAction) =>
  notifyWaysOf(model, action).map(({ event, subscriptionState, body, restarts }) => ({
    event,
    ...(subscriptionState && { subscriptionState }),
    ...(body && { type: body.type, text: body.lines.join('|') }),
    restarts,
  }));

const ZERO = '{00000000-0000-0000-0000-000000000000}';
const control = (action: string) => ({
  event: 'service-control',
  subscriptionState: 'active',
  type: 'text/plain',
  text: `action=${action}|RegisterCallId={{RegisterCallId}}|ConfigVersionStamp=${ZERO}|DialplanVersionStamp=${ZERO}|SoftkeyVersionStamp=${ZERO}`,
  restarts: action === 'reset',
});

describe('what phones are told', () => {
  it.each<[string, Model, NotifyAction, object[]]>([
    [
      'a later Cisco',
      CISCO,
      'resync',
      [control('restart'), { event: 'check-sync', restarts: true }],
    ],
    ['a later Cisco', CISCO, 'restart', [control('reset')]],
    // No parameter: these phones compare all of Event.
    ['a 7940', FIRST, 'resync', [{ event: 'check-sync', restarts: false }]],
    ['a 7940', FIRST, 'restart', []],
    ['a Fanvil', modelOf('fanvil-x4'), 'resync', [{ event: 'check-sync', restarts: true }]],
    ['a Fanvil', modelOf('fanvil-x4'), 'restart', [{ event: 'check-sync', restarts: true }]],
    ['of a vendor that nobody knows', { ...CISCO, vendor: 'acme' }, 'resync', []],
  ])('%s, %#', (_, model, action, ways) => {
    expect(heard(model, action)).toEqual(ways);
  });

  it('is said to be unconfirmed for all, for no phone of these models has shown it', () => {
    const ways = [...PACKS.models.values()].flatMap((model) => notifyWaysOf(model, 'resync'));
    expect(ways.filter(({ isUnconfirmed }) => !isUnconfirmed)).toEqual([]);
  });
});

describe('where a phone listens', () => {
  const phones = CASES.flatMap(({ file }) => {
    const snapshot = buildCase(file);
    return snapshot.site.phones.map((phone) => ({
      phone,
      ear: snapshot.packs.drivers.get(modelOf(phone.model).vendor)?.sipEar(phone),
    }));
  });

  it('is at a port, by the transport of its first line, which is its name there', () => {
    expect(phones.length).toBeGreaterThan(5);
    for (const { phone, ear } of phones) {
      const [line] = phone.keys.flatMap((key) => (key.type === 'line' ? [key.line] : []));
      expect(ear?.port).toBe(Number(phone.settings.voipControlPort ?? 5060));
      expect(ear?.transport).toBe(line?.pbx.transport ?? 'udp');
      expect(ear?.line).toBe(line?.number);
      expect(ear?.isBehindNat).toBe(phone.nat.enabled);
    }
    expect(new Set(phones.map(({ ear }) => ear?.port)).size).toBeGreaterThan(1);
  });

  it('is what a server that serves it knows of it', () => {
    const text = LAB.replace(
      'model: cisco-7931g,',
      'model: cisco-7931g, nat: { enabled: true }, settings: { proxy: callManager },',
    );
    const { phones: served } = servedSiteOf(
      text.replace('lab.example } }', 'lab.example, transport: tcp } }'),
    );
    const [fanvil, cisco] = [...served.macs()].map((mac) => served.textsOf(mac)?.ear);
    expect(cisco).toEqual({ ...EAR, line: '1', isBehindNat: true, isFirstLineOnly: true });
    expect(fanvil).toEqual({ ...EAR, line: '2' });
  });
});

const EAR = { port: 5060, transport: 'tcp', isBehindNat: false, pbx: 'main' };
