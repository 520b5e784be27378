// An Asterisk whose chan_sip is still reading when it says that it has read.

import { describe, expect, it } from 'vitest';
import { createSecret } from '../../../src/core/secret.js';
import type { AmiMessage } from '../../../src/pbx/ami/message.js';
import type { AmiAsking } from '../../../src/pbx/ami/session.js';
import {
  askAfterReload,
  type ChannelDriverName,
} from '../../../src/pbx/endpoints/ask-endpoints.js';

const message = (...fields: AmiMessage['fields'][number][]): AmiMessage => ({ fields });
const SUCCESS = message(['Response', 'Success']);
const endpoints = ['7001', '7002'].map((name) => ({ name, password: createSecret('word') }));
const expected = (chan: ChannelDriverName) => ({ chan, context: 'offhook', endpoints });

/** By the milliseconds since the reload, what it has, and the context of each of those. */
function asteriskThatHas(at: (ms: number) => readonly string[], contextAt = (_: number) => 'own') {
  let ms = 0;
  let pauses = 0;
  const looked: string[] = [];
  const asking: AmiAsking = {
    ask: async () => SUCCESS,
    list: async (action, fields = []) => {
      if (action === 'SIPshowpeer') {
        looked.push(`${fields[0]?.[1]} ${ms}`);
        return { response: message(['Context', contextAt(ms)]), events: [] };
      }
      const isList = action === 'SIPpeers' || action === 'PJSIPShowEndpoints';
      const events = isList ? at(ms).map((name) => message(['ObjectName', name])) : [];
      return { response: SUCCESS, events };
    },
  };
  const pause = async (some: number) => {
    ms += some;
    pauses += 1;
  };
  return { asking, pause, paused: () => pauses, looked };
}

const missing = async (chan: ChannelDriverName, at: (ms: number) => readonly string[]) => {
  const { asking, pause, paused } = asteriskThatHas(at);
  const told = await askAfterReload(asking, expected(chan), pause);
  return { names: told.missing.map(({ name }) => name), paused: paused() };
};

describe('an Asterisk that was told to read its files again', () => {
  it('is asked until chan_sip has them all', async () => {
    const has = (ms: number) => (ms < 1_500 ? ['7001'] : ['7001', '7002']);
    expect((await missing('sip', has)).names).toEqual([]);
  });

  it('is not believed while it still has what it had', async () => {
    const has = (ms: number) => (ms < 500 ? ['7001', '7002'] : ['7001']);
    expect((await missing('sip', has)).names).toEqual(['7002']);
  });

  it('is asked no more than so often when it never comes to rest', async () => {
    const { names, paused } = await missing('sip', (ms) => (ms % 500 ? ['7001'] : []));
    expect(names).toContain('7002');
    expect(paused).toBe(240);
  });

  it('is asked of each endpoint of nobody’s what it is once when that is new, and once at the end', async () => {
    const has = (ms: number) => ['7001', '7002', 'trunk', ...(ms < 500 ? [] : ['hall'])];
    const { asking, pause, looked } = asteriskThatHas(has);
    expect((await askAfterReload(asking, expected('sip'), pause)).left).toEqual([]);
    expect(looked).toEqual(['trunk 0', 'hall 500', 'trunk 2000', 'hall 2000']);
  });

  it('is not believed where one has become another under its name', async () => {
    const contextAt = (ms: number) => (ms < 1_000 ? 'own' : 'offhook');
    const { asking, pause, paused } = asteriskThatHas(() => ['7001', '7002', 'hall'], contextAt);
    expect((await askAfterReload(asking, expected('sip'), pause)).left).toEqual(['hall']);
    expect(paused()).toBe(16);
  });

  it('is asked once where its reload is over when it answers', async () => {
    expect(await missing('pjsip', () => ['7001'])).toEqual({ names: ['7002'], paused: 0 });
  });
});
