// What a line does, by the events of its phone: the happenings that ECMA-269 describes, and phones that say less.

import { describe, expect, it } from 'vitest';
import { readCsta } from '../../src/csta/codec/read-message.js';
import {
  afterEvent,
  afterSnapshot,
  idleLine,
  type Line,
  stateOf,
} from '../../src/csta/line/line.js';
import { type EventParts, eventBody } from './bodies.js';

type Told = readonly [name: string, state: string, parts?: EventParts];

const US = { callingDevice: '181', calledDevice: '302' };
const THEM = { callingDevice: 'sip:302@pbx:5060', calledDevice: 'sip:181@pbx' };

const HAPPENINGS: readonly (readonly [what: string, told: readonly Told[]])[] = [
  [
    'a call out',
    [
      ['ServiceInitiated', 'initiated', { at: 'initiatedConnection', local: 'initiated' }],
      ['Originated', 'originated', { at: 'originatedConnection', local: 'connected', devices: US }],
      ['Delivered', 'delivered', { local: 'connected', devices: { alertingDevice: '302', ...US } }],
      ['Established', 'connected', { at: 'establishedConnection', local: 'connected' }],
      ['ConnectionCleared', 'idle', { at: 'droppedConnection', local: 'null' }],
    ],
  ],
  [
    'a call in, held and taken back',
    [
      ['Delivered', 'alerting', { local: 'alerting', devices: { alertingDevice: '181', ...THEM } }],
      ['Established', 'connected', { local: 'connected' }],
      ['Held', 'held', { at: 'heldConnection', local: 'hold' }],
      ['Retrieved', 'connected', { at: 'retrievedConnection', local: 'connected' }],
      ['ConnectionCleared', 'idle', {}],
    ],
  ],
  [
    'a call that is refused',
    [
      ['Originated', 'originated', { local: 'connected' }],
      ['Failed', 'failed', { at: 'failedConnection', local: 'fail' }],
      ['ConnectionCleared', 'idle', { local: 'null' }],
    ],
  ],
  [
    'a call out, of a phone that leaves out what may be left out',
    [
      ['ServiceInitiated', 'initiated'],
      ['Originated', 'originated'],
      ['Delivered', 'delivered'],
      ['Established', 'connected'],
      ['Held', 'held'],
      ['Retrieved', 'connected'],
      ['Failed', 'failed'],
      ['ConnectionCleared', 'idle'],
    ],
  ],
  [
    'a call in, of such a phone',
    [
      ['Delivered', 'alerting'],
      ['Diverted', 'idle'],
    ],
  ],
  [
    'a call in, of a phone that says who rings alone',
    [['Delivered', 'alerting', { devices: { alertingDevice: 'sip:181@pbx;user=phone' } }]],
  ],
  ['one that rings elsewhere', [['Delivered', 'delivered', { devices: { alertingDevice: '9' } }]]],
  [
    'a second call, which rings while the first is held',
    [
      ['Established', 'connected', { call: '1' }],
      ['Held', 'held', { call: '1' }],
      ['Delivered', 'alerting', { call: '2', local: 'alerting' }],
      ['ConnectionCleared', 'held', { call: '2' }],
      ['Retrieved', 'connected', { call: '1' }],
    ],
  ],
  [
    'the other side leaves, and this one stays on the line',
    [
      ['Established', 'connected'],
      ['ConnectionCleared', 'connected', { device: '302', local: 'connected' }],
      ['ConnectionCleared', 'idle', { device: '181', local: 'null' }],
    ],
  ],
  [
    'what nobody knows: it says something of a call that is there, and of no other',
    [
      ['Parked', 'idle', { local: 'connected' }],
      ['Established', 'connected'],
      ['Parked', 'held', { local: 'hold' }],
      ['Parked', 'held'],
    ],
  ],
  ['the end of a call that was never told of', [['ConnectionCleared', 'idle']]],
];

function tell(line: Line, name: string, parts: EventParts = {}): Line {
  const read = readCsta(eventBody(`${name}Event`, parts));
  if (read.kind !== 'event') throw new Error(read.kind);
  return afterEvent(line, read.event);
}

describe('a line', () => {
  it.each(HAPPENINGS)('%s', (_, told) => {
    let line = idleLine('181');
    const seen = told.map(([name, , parts]) => {
      line = tell(line, name, parts);
      return stateOf(line);
    });
    expect(seen).toEqual(told.map(([, state]) => state));
  });

  it('knows the other side, and its own connection as the phone names it', () => {
    const rings = tell(idleLine('181'), 'Delivered', {
      device: 'A1',
      local: 'alerting',
      devices: THEM,
    });
    const talks = tell(rings, 'Established', { device: 'B2', local: 'connected' });
    const call = { callId: '7', own: { callId: '7', deviceId: 'A1' }, other: 'sip:302@pbx:5060' };
    expect(talks.calls).toEqual([{ ...call, state: 'connected' }]);
  });

  it("takes no connection for its own that is the far end's", () => {
    const devices = { alertingDevice: '302', ...US };
    const line = tell(idleLine('181'), 'Delivered', { device: '302', local: 'connected', devices });
    expect(line.calls).toEqual([{ callId: '7', state: 'delivered', other: '302' }]);
  });

  it('goes by its uaCSTA number as well', () => {
    const line = tell(idleLine('181', '9181'), 'Established', { device: 'sip:9181@pbx' });
    expect(line.calls[0]?.own).toEqual({ callId: '7', deviceId: 'sip:9181@pbx' });
  });

  it('remembers sixteen calls, the last ones', () => {
    let line = idleLine('181');
    for (let n = 0; n < 100; n++) line = tell(line, 'Established', { call: `${n}` });
    expect(line.calls.map(({ callId }) => callId)).toEqual(
      Array.from({ length: 16 }, (_, at) => `${at + 84}`),
    );
  });

  it('is what a snapshot says', () => {
    const line = afterSnapshot(tell(idleLine('181'), 'Established', { call: 'old' }), [
      { connection: { callId: '1' }, states: ['hold', 'connected'], endpoint: '302' },
      { connection: { callId: '2' }, states: ['connected', 'alerting'] },
      { connection: { callId: '3' }, states: ['null'] },
      { connection: { callId: '4' }, states: [] },
    ]);
    expect(line.calls).toEqual([
      { callId: '1', state: 'held', own: { callId: '1' }, other: '302' },
      { callId: '2', state: 'delivered', own: { callId: '2' } },
      { callId: '4', state: 'connected', own: { callId: '4' } },
    ]);
  });
});
