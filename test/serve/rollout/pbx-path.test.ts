// Phones that only their PBX reaches are told by an Asterisk, which has its own ways to be asked, and says "sent" to anything.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../../src/core/mac.js';
import type { AmiField, AmiMessage } from '../../../src/pbx/ami/message.js';
import type { PbxLinks, PhoneLine } from '../../../src/serve/pbx/links.js';
import { pbxPathOf } from '../../../src/serve/rollout/pbx-path-of.js';
import { type NotifyWay, REGISTER_CALL_ID } from '../../../src/site/notify.js';

const MAC = '5c:fc:66:00:00:01' as Mac;
const CHECK_SYNC: NotifyWay = {
  ...{ event: 'check-sync', needsCallId: false, restarts: true, isUnconfirmed: true, source: '' },
};
const RESTART: NotifyWay = {
  ...{ ...CHECK_SYNC, event: 'service-control', subscriptionState: 'active', needsCallId: true },
  body: { type: 'text/plain', lines: ['action=restart', `RegisterCallId={${REGISTER_CALL_ID}}`] },
};

type Asked = readonly [string, readonly AmiField[]];

/** An Asterisk that knows these actions, with a line of the phone. */
function path(line: Partial<PhoneLine>, known: readonly string[] = ['PJSIPNotify']) {
  const asked: Asked[] = [];
  const asking = {
    async ask(action: string, fields: readonly AmiField[] = []): Promise<AmiMessage> {
      asked.push([action, fields]);
      const response = known.includes(action) ? 'Success' : 'Error';
      return {
        fields: [
          ['Response', response],
          ['Message', `${action} says so`],
        ],
      };
    },
  };
  const links = {
    linesOf: () => [{ line: '7001', account: '7001', pbx: 'main', use: undefined, ...line }],
    all: () => [{ name: 'main', state: { upMs: 0, lacks: [] }, asking }],
  };
  return { ...pbxPathOf(() => links as unknown as PbxLinks), asked };
}

const contact = (uri: string, callId?: string) => ({
  contact: {
    ...({ uri, callId, status: 'reachable', isListed: true, sinceMs: 0, change: 1 } as const),
  },
});

describe('a PBX', () => {
  it('tells how a line has registered, where it tells that', () => {
    const registered = (line: Partial<PhoneLine>) => path(line).registered(MAC, '7001');
    expect(registered(contact('sip:7001@10.20.1.9:5061;transport=tcp', 'abc@x'))).toEqual({
      callId: 'abc@x',
      host: '10.20.1.9',
    });
    expect(registered(contact('7001'))).toEqual({});
    expect(registered({})).toBeUndefined();
    expect(path({}).registered(MAC, '7009')).toBeUndefined();
  });

  it.each([
    ['ringing', true],
    ['in-use', true],
    ['hold', true],
    ['idle', false],
    [undefined, false],
  ] as const)('says of a line that it is %s', (use, isTalking) => {
    expect(path({ use }).isTalking(MAC)).toBe(isTalking);
  });

  it('sends it to a line, with a body line by line and no second Subscription-State', async () => {
    const { notify, asked, isUp } = path({});
    expect([isUp('main'), isUp('far')]).toEqual([true, false]);
    expect(await notify('main', '7001', CHECK_SYNC)).toBeUndefined();
    expect(await notify('main', '7001', RESTART, 'abc@x')).toBeUndefined();
    expect(asked).toEqual([
      [
        'PJSIPNotify',
        [
          ['Endpoint', '7001'],
          ['Variable', 'Event=check-sync'],
        ],
      ],
      [
        'PJSIPNotify',
        [
          ['Endpoint', '7001'],
          ['Variable', 'Event=service-control'],
          ['Variable', 'Content-Type=text/plain'],
          ['Variable', 'Content=action=restart'],
          ['Variable', 'Content=RegisterCallId={abc@x}'],
          ['Variable', 'Content='],
        ],
      ],
    ]);
  });

  it('is asked in the way of chan_sip where PJSIP knows no such line, and why it would not is said', async () => {
    const old = path({}, ['SIPnotify']);
    expect(await old.notify('main', '7001', CHECK_SYNC)).toBeUndefined();
    expect(old.asked.map(([action]) => action)).toEqual(['PJSIPNotify', 'SIPnotify']);
    expect(await path({}, []).notify('main', '7001', CHECK_SYNC)).toBe('PJSIPNotify says so');
    expect(await path({}).notify('far', '7001', CHECK_SYNC)).toMatch(/no link/);
  });

  it('tells nothing where there are no links yet', async () => {
    const none = pbxPathOf(() => undefined);
    expect(none.registered(MAC, '7001')).toBeUndefined();
    expect([none.isTalking(MAC), none.isUp('main')]).toEqual([false, false]);
    expect(await none.notify('main', '7001', CHECK_SYNC)).toMatch(/no link/);
  });
});
