// Calls and conferences as they are told over the API, and what is asked of Asterisk when somebody wants something done.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../../src/core/mac.js';
import { replyTo } from '../../../src/page/route.js';
import type { AmiField, AmiMessage } from '../../../src/pbx/ami/message.js';
import { followStasis } from '../../../src/pbx/ari/stasis-rooms.js';
import { createCalls } from '../../../src/pbx/calls/calls.js';
import { type CallingPbx, createCallsDesk } from '../../../src/serve/pbx/calls-desk.js';
import { serverRoutes } from '../../../src/serve/server-routes.js';
import { replyFaults } from '../answer-schema.js';
import { askedServer } from '../asked-server.js';

const MAC = '5c:fc:66:00:00:01' as Mac;

const message = (fields: Readonly<Record<string, string>>): AmiMessage => ({
  fields: Object.entries(fields),
});
const leg = (id: string, fields: Readonly<Record<string, string>> = {}) => ({
  ...{ Event: 'Newstate', Uniqueid: id, Linkedid: '1', Channel: `PJSIP/700${id}-0000000${id}` },
  ...{ ChannelStateDesc: 'Up', CallerIDNum: `700${id}`, CallerIDName: 'Anna', Exten: '7002' },
  ...fields,
});

const CALLS = createCalls([
  message(leg('1', { ChannelStateDesc: 'Ring' })),
  message(leg('2', { ChannelStateDesc: 'Ringing' })),
  message(leg('3', { Event: 'ConfbridgeList', Conference: '900', Muted: 'Yes', Linkedid: '3' })),
]);
const guest = { id: '9', name: 'SIP/x-00000009', number: '+49', callerName: '' };
const { rooms: OWN } = followStasis(
  new Map(),
  { type: 'entered', channel: guest, room: '800' },
  1_000,
);

function pbxThat(answers: AmiMessage) {
  const asked: unknown[] = [];
  const pbx: CallingPbx = {
    ...{ pbx: 'main', refused: [], calls: CALLS },
    lineOf: (account) => (account === '7001' ? { line: '7001', macs: [MAC] } : undefined),
    async ask(action: string, fields: readonly AmiField[] = []) {
      asked.push([action, ...fields]);
      return answers;
    },
    ari: {
      state: 'connected',
      rooms: () => OWN,
      turnedAway: () => [{ channel: guest, room: '801', why: 'members', atMs: 2_000, times: 2 }],
      async act(wanted) {
        asked.push(wanted);
        return wanted.channel === '9';
      },
      takeBack: () => asked.push('take back'),
    },
  };
  return { pbx, asked };
}

async function ask(pbx: CallingPbx, method: 'GET' | 'POST', said?: unknown) {
  const routes = serverRoutes(askedServer({ calls: createCallsDesk(() => [pbx]) }));
  const body = async () => (typeof said === 'string' ? said : JSON.stringify(said));
  const reply = await replyTo({ method, url: '/api/v1/calls', by: 'x', body }, routes);
  expect(await replyFaults(method, '/calls', reply)).toEqual([]);
  return reply;
}

const SUCCESS = message({ Response: 'Success' });

describe('calls', () => {
  it('are told with the lines and phones of the inventory', async () => {
    const { body } = await ask(pbxThat(SUCCESS).pbx, 'GET');
    const [told] = JSON.parse(String(body));
    expect(
      told.calls.map(({ id, legs }: { id: string; legs: object[] }) => [id, legs.length]),
    ).toEqual([
      ['1', 2],
      ['3', 1],
    ]);
    expect(told.calls[0].legs).toEqual([
      {
        ...{ channel: '1', line: '7001', macs: [MAC], number: '7001', name: 'Anna' },
        ...{ state: 'calling', extension: '7002' },
      },
      {
        ...{ channel: '2', macs: [], number: '7002', name: 'Anna' },
        ...{ state: 'ringing', extension: '7002' },
      },
    ]);
  });

  it('are told with conferences, those of ours and those of ConfBridge', async () => {
    const { body } = await ask(pbxThat(SUCCESS).pbx, 'GET');
    const [told] = JSON.parse(String(body));
    expect(told.ownRooms).toBe('connected');
    expect(told.turnedAway).toEqual([
      {
        ...{ channel: '9', macs: [], number: '+49', name: '', room: '801' },
        ...{ why: '200 are in it already' },
        ...{ at: '1970-01-01T00:00:02.000Z', times: 2 },
      },
    ]);
    expect(told.rooms).toEqual([
      {
        ...{ name: '800', kind: 'ours', locked: false },
        members: [
          {
            ...{ channel: '9', macs: [], number: '+49', name: '', admin: false, muted: false },
            since: '1970-01-01T00:00:01.000Z',
          },
        ],
      },
      {
        ...{ name: '900', kind: 'confbridge', locked: false },
        members: [
          {
            ...{ channel: '3', macs: [], number: '7003', name: 'Anna' },
            admin: false,
            muted: true,
          },
        ],
      },
    ]);
  });

  it('of a PBX that is not connected are unknown, and why is said', async () => {
    const { body } = await ask(
      { ...pbxThat(SUCCESS).pbx, lost: 'no way', calls: undefined },
      'GET',
    );
    expect(JSON.parse(String(body))[0]).toMatchObject({ lost: 'no way', calls: [] });
  });

  it.each(['connecting', 'lost', 'replaced'] as const)(
    'in conferences of ours are unknown while the connection that tells of them is %s',
    async (state) => {
      const { pbx } = pbxThat(SUCCESS);
      const ari = pbx.ari && { ...pbx.ari, state };
      const { body } = await ask({ ...pbx, ari }, 'GET');
      const [told] = JSON.parse(String(body));
      expect(told.rooms.map(({ name }: { name: string }) => name)).toEqual(['900']);
      expect(told.ownRooms).toBe(state);
    },
  );
});

describe('what is wanted done', () => {
  it.each([
    ['hangup', { channel: '1' }, ['Hangup', ['Channel', 'PJSIP/7001-00000001']]],
    [
      'mute',
      { channel: '3', room: '900', kind: 'confbridge' },
      ['ConfbridgeMute', ['Conference', '900'], ['Channel', 'PJSIP/7003-00000003']],
    ],
    [
      'kick',
      { channel: '3', room: '900', kind: 'confbridge' },
      ['ConfbridgeKick', ['Conference', '900'], ['Channel', 'PJSIP/7003-00000003']],
    ],
    [
      'kick',
      { channel: '9', room: '800', kind: 'ours' },
      { room: '800', channel: '9', what: 'kick' },
    ],
    ['take-back', {}, 'take back'],
  ] as const)('%s of %j is asked of Asterisk', async (what, of, wanted) => {
    const { pbx, asked } = pbxThat(SUCCESS);
    const { status } = await ask(pbx, 'POST', { pbx: 'main', what, ...of });
    expect(asked).toEqual([wanted]);
    expect(status).toBe(204);
  });

  it.each([
    { what: 'hangup', channel: '77' },
    { what: 'mute', channel: '1' },
    { what: 'mute', channel: '1', room: '900' },
    { what: 'mute', channel: '8', room: '800', kind: 'ours' },
    { what: 'hangup', channel: '1', pbx: 'other' },
  ])('%j of nobody who is there is told as that', async (said) => {
    const { status } = await ask(pbxThat(SUCCESS).pbx, 'POST', { pbx: 'main', ...said });
    expect(status).toBe(404);
  });

  it('that Asterisk refuses is told with why', async () => {
    const denied = message({ Response: 'Error', Message: 'Permission denied' });
    const wanted = { pbx: 'main', what: 'hangup', channel: '1' };
    const { status, body } = await ask(pbxThat(denied).pbx, 'POST', wanted);
    expect([status, body]).toEqual([502, 'Hangup: Permission denied\n']);
  });

  it.each([
    'x',
    [],
    { pbx: 'main', what: 'shout', channel: '1' },
    { pbx: 'main', what: 'hangup', channel: 1 },
    { what: 'hangup', channel: '1' },
    { pbx: 'main', what: 'hangup', channel: '1', kind: 'all' },
    { pbx: 'main', what: 'hangup', channel: '1'.repeat(300) },
    { pbx: 'main', what: 'hangup', action: 'Originate' },
  ])('%j is no wish, and nothing is asked', async (said) => {
    const { pbx, asked } = pbxThat(SUCCESS);
    const { status } = await ask(pbx, 'POST', said);
    expect([status, asked]).toEqual([400, []]);
  });
});
