// Who calls whom and who is in which room, by what Asterisk 22 tells: its events, with the fields that it gives them.

import { describe, expect, it } from 'vitest';
import type { AmiMessage } from '../../../src/pbx/ami/message.js';
import { type Calls, createCalls, MAX_CHANNELS } from '../../../src/pbx/calls/calls.js';
import { accountOf } from '../../../src/pbx/calls/channel.js';

type Fields = Readonly<Record<string, string>>;

function event(name: string, fields: Fields): AmiMessage {
  return { fields: Object.entries({ Event: name, ...fields }) };
}

function leg(id: string, fields: Fields = {}): Fields {
  return {
    Channel: `PJSIP/7001-0000000${id}`,
    ChannelStateDesc: 'Ring',
    CallerIDNum: '7001',
    CallerIDName: 'Anna',
    ConnectedLineNum: '<unknown>',
    ConnectedLineName: '<unknown>',
    Exten: '7002',
    Uniqueid: id,
    Linkedid: '1',
    ...fields,
  };
}

const CALLED = {
  Channel: 'PJSIP/7002-00000002',
  ChannelStateDesc: 'Ringing',
  CallerIDNum: '7002',
  ConnectedLineNum: '7001',
  ConnectedLineName: 'Anna',
};

const states = (calls: Calls) =>
  calls.channels().map(({ channel, sinceMs }) => [accountOf(channel), channel.state, sinceMs]);

describe('a call', () => {
  it('is followed from ringing to its end', () => {
    const calls = createCalls();
    expect(calls.note(event('Newchannel', leg('1')), 10)).toBe(true);
    expect(calls.note(event('Newchannel', leg('2', CALLED)), 20)).toBe(true);
    expect(states(calls)).toEqual([
      ['7001', 'Ring', 10],
      ['7002', 'Ringing', 20],
    ]);
    calls.note(event('Newstate', leg('2', { ...CALLED, ChannelStateDesc: 'Up' })), 30);
    calls.note(event('Newstate', leg('1', { ChannelStateDesc: 'Up' })), 31);
    expect(states(calls)).toEqual([
      ['7001', 'Up', 31],
      ['7002', 'Up', 30],
    ]);
    expect(calls.note(event('Hangup', leg('1')), 40)).toBe(true);
    expect(calls.note(event('Hangup', leg('1')), 41)).toBe(false);
    expect(states(calls)).toEqual([['7002', 'Up', 30]]);
  });

  it('says nothing new where all that is shown stays as it was', () => {
    const calls = createCalls();
    calls.note(event('Newchannel', leg('1')), 10);
    expect(calls.note(event('Newexten', leg('1')), 20)).toBe(false);
    expect(states(calls)).toEqual([['7001', 'Ring', 10]]);
    const connected = { ConnectedLineNum: '7002' };
    expect(calls.note(event('NewConnectedLine', leg('1', connected)), 30)).toBe(true);
    // It calls since it began to.
    expect(states(calls)).toEqual([['7001', 'Ring', 10]]);
  });

  it('that was there before says not since when', () => {
    const calls = createCalls([event('CoreShowChannel', leg('1', { ChannelStateDesc: 'Up' }))]);
    expect(states(calls)).toEqual([['7001', 'Up', undefined]]);
  });

  it('knows what Asterisk writes as unknown to be unknown', () => {
    const calls = createCalls([event('Newchannel', leg('1', { CallerIDName: '<unknown>' }))]);
    expect(calls.channels()[0]?.channel).toMatchObject({
      caller: { number: '7001', name: '' },
      connected: { number: '', name: '' },
    });
  });

  it.each([
    ['PJSIP/7001-0000002a', '7001'],
    ['SIP/7001-0000002a', '7001'],
    ['PJSIP/ward-3-0000002a', 'ward-3'],
    ['Local/800@rooms-00000001;2', undefined],
    ['', undefined],
  ])('of the channel %j is one of line %j', (name, line) => {
    const [first] = createCalls([event('Newchannel', leg('1', { Channel: name }))]).channels();
    expect(first && accountOf(first.channel)).toBe(line);
  });

  it('is not followed where there are more than an exchange has', () => {
    const calls = createCalls();
    for (let id = 0; id <= MAX_CHANNELS; id++) calls.note(event('Newchannel', leg(`${id}`)), 0);
    expect(calls.channels()).toHaveLength(MAX_CHANNELS);
  });
});

describe('a conference', () => {
  const room = { Conference: '900' };
  const [anna, boris] = [leg('1', room), leg('2', { ...CALLED, ...room })];
  const members = (calls: Calls) =>
    [...(calls.rooms().get('900')?.members.values() ?? [])].map((member) => [
      member.channel.id,
      { admin: member.admin, muted: member.muted },
      member.sinceMs,
    ]);

  it('has who joined and did not leave, and is gone at its end', () => {
    const calls = createCalls();
    calls.note(event('ConfbridgeStart', room), 1);
    calls.note(event('ConfbridgeJoin', { ...anna, Admin: 'Yes', Muted: 'No' }), 2);
    calls.note(event('ConfbridgeJoin', { ...boris, Admin: 'No', Muted: 'Yes' }), 3);
    expect(members(calls)).toEqual([
      ['1', { admin: true, muted: false }, 2],
      ['2', { admin: false, muted: true }, 3],
    ]);
    expect(calls.note(event('ConfbridgeMute', anna), 4)).toBe(true);
    expect(calls.note(event('ConfbridgeMute', anna), 5)).toBe(false);
    calls.note(event('ConfbridgeUnmute', boris), 6);
    calls.note(event('ConfbridgeLeave', anna), 7);
    expect(members(calls)).toEqual([['2', { admin: false, muted: false }, 3]]);
    calls.note(event('ConfbridgeEnd', room), 8);
    expect(calls.rooms().size).toBe(0);
  });

  it('that began before is known by the lists of it, and goes on by events', () => {
    const calls = createCalls([
      event('ConfbridgeListRooms', { ...room, Locked: 'Yes' }),
      event('ConfbridgeList', { ...anna, Admin: 'No', Muted: 'Yes' }),
    ]);
    expect(calls.rooms().get('900')?.locked).toBe(true);
    expect(members(calls)).toEqual([['1', { admin: false, muted: true }, undefined]]);
    calls.note(event('ConfbridgeUnmute', anna), 4);
    expect(members(calls)).toEqual([['1', { admin: false, muted: false }, undefined]]);
  });

  it('is not made up of events that name none', () => {
    const calls = createCalls();
    calls.note(event('ConfbridgeJoin', leg('1')), 1);
    calls.note(event('ConfbridgeJoin', { Conference: '900' }), 1);
    expect(members(calls)).toEqual([]);
  });
});
