import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStateBoard, type StateBoard } from '../../../src/pbx/states/board.js';
import { DEVICE_STATES, lineStateOf, stateOf } from '../../../src/pbx/states/device-state.js';
import { soak } from '../../soak.js';

const BOTH_WAYS = [
  { from: 'main', to: 'branch', lines: ['7001', '7002'] },
  { from: 'branch', to: 'main', lines: ['8001'] },
];

/** All that a PBX is yet to be told, `7001*main INUSE`, which it then was. */
function takeAll(board: StateBoard, to: string): readonly string[] {
  const taken: string[] = [];
  for (let next = board.take(to); next; next = board.take(to)) {
    taken.push(`${next.device} ${next.state}`);
  }
  return taken;
}

describe('what a PBX is told of the lines of others', () => {
  it('is what is known of them, each time that it is connected', () => {
    const board = createStateBoard(BOTH_WAYS);
    board.connected('branch');
    expect(takeAll(board, 'branch')).toEqual([]);
    board.told('main', '7001', 'INUSE');
    board.told('main', '7002', 'NOT_INUSE');
    expect(takeAll(board, 'branch')).toEqual(['7001*main INUSE', '7002*main NOT_INUSE']);
    expect(takeAll(board, 'branch')).toEqual([]);
    board.connected('branch');
    expect(takeAll(board, 'branch')).toEqual(['7001*main INUSE', '7002*main NOT_INUSE']);
  });

  it('is that they cannot be reached when their PBX is lost, also before anything was known', () => {
    const board = createStateBoard(BOTH_WAYS);
    board.lost('branch');
    expect(takeAll(board, 'main')).toEqual(['8001*branch UNAVAILABLE']);
    board.told('branch', '8001', 'RINGING');
    board.lost('branch');
    expect(takeAll(board, 'main')).toEqual([]);
  });

  it('is the newest alone, and nothing where it has come back to what was told', () => {
    const board = createStateBoard(BOTH_WAYS);
    for (const state of ['NOT_INUSE', 'RINGING', 'INUSE']) board.told('main', '7001', state);
    expect(board.waiting('branch')).toBe(1);
    expect(takeAll(board, 'branch')).toEqual(['7001*main INUSE']);
    for (const state of ['NOT_INUSE', 'INUSE']) board.told('main', '7001', state);
    expect(takeAll(board, 'branch')).toEqual([]);
  });

  it('is nothing of lines that are not shown there, nor of its own', () => {
    const board = createStateBoard([...BOTH_WAYS, { from: 'main', to: 'main', lines: ['7001'] }]);
    board.told('main', '7003', 'INUSE');
    board.told('branch', '7001', 'INUSE');
    board.told('main', '7001', 'INUSE');
    expect(takeAll(board, 'main')).toEqual([]);
    expect(takeAll(board, 'branch')).toEqual(['7001*main INUSE']);
    expect(board.linesOf('main')).toEqual(['7001', '7002']);
    expect(board.targets).toEqual(['branch', 'main']);
  });

  it('ends with what is so, whatever happens in which order', () => {
    const lines = ['7001', '7002'];
    const happening = fc.oneof(
      fc.tuple(fc.constantFrom(...lines), fc.constantFrom(...DEVICE_STATES)),
      fc.constantFrom('lost', 'connected', 'take'),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const board = createStateBoard([{ from: 'main', to: 'branch', lines }]);
        const [shown, so] = [new Map<string, string>(), new Map<string, string>()];
        const take = () => {
          const next = board.take('branch');
          if (next) shown.set(next.device, next.state);
          return next !== undefined;
        };
        for (const each of happenings) {
          if (each === 'take') take();
          else if (each === 'lost') {
            board.lost('main');
            for (const line of lines) so.set(`${line}*main`, 'UNAVAILABLE');
          } else if (each === 'connected') {
            shown.clear();
            board.connected('branch');
          } else {
            const [line = '', state = ''] = each;
            board.told('main', line, state);
            so.set(`${line}*main`, state);
          }
          expect(board.waiting('branch')).toBeLessThanOrEqual(lines.length);
        }
        while (take());
        expect(shown).toEqual(so);
      }),
      { numRuns: soak(500, 20_000) },
    );
  });
});

describe('what Asterisk tells of a device', () => {
  const tell = (device: string, state: string, event = 'DeviceStateChange') =>
    lineStateOf({
      fields: [
        ['Event', event],
        ['Device', device],
        ['State', state],
      ],
    });

  it('is of a line where a channel driver for phones has it', () => {
    expect(tell('PJSIP/7001', 'RINGINUSE')).toEqual({ line: '7001', state: 'RINGINUSE' });
    expect(tell('SIP/7001', 'inuse')).toEqual({ line: '7001', state: 'INUSE' });
  });

  it.each(['Custom:7001*main', 'DAHDI/7001', 'PJSIP', 'Queue:7001', 'Local/7001@x', ''])(
    'is of none otherwise, so that what is carried is not carried on: %s',
    (device) => expect(tell(device, 'INUSE')).toBeUndefined(),
  );

  it('is of none in another event', () => {
    expect(tell('SIP/7001', 'INUSE', 'PeerStatus')).toBeUndefined();
  });

  // As an Asterisk 22 said it of a call, without the module that tells of devices.
  it.each([
    ['PJSIP/7001', '8', { line: '7001', state: 'RINGING' }],
    ['SIP/7001', '0', { line: '7001', state: 'NOT_INUSE' }],
    ['PJSIP/8001', '17', { line: '8001', state: 'ONHOLD' }],
    ['Custom:7001*main', '0', undefined],
    ['SIP/7001&SIP/7002', '1', undefined],
    ['PJSIP/7001', '-1', undefined],
  ])('is said of a hint, too: %s %s', (hint, status, wanted) => {
    const event = {
      fields: [
        ['Event', 'ExtensionStatus'],
        ['Exten', '7001'],
        ['Hint', hint],
        ['Status', status],
      ] as const,
    };
    expect(lineStateOf(event)).toEqual(wanted);
  });

  it('is a word that can be set', () => {
    expect([stateOf('ONHOLD'), stateOf('Whatever'), stateOf()]).toEqual([
      'ONHOLD',
      'UNKNOWN',
      'UNKNOWN',
    ]);
  });
});
