import { describe, expect, it } from 'vitest';
import { later } from '../../src/core/later.js';
import type { Dialog, OutgoingInvite, UserAgent } from '../../src/sip/agent/user-agent.js';
import { headerOf, headersOf } from '../../src/sip/message/headers.js';
import { agent, answerText, JOE, type Peer, peer, targetOf } from './agents-under-test.js';

const CSTA = { type: 'application/csta+xml', bytes: Buffer.from('<RequestSystemStatus/>') };

function invite(
  target: { readonly port: number },
  changed: Partial<OutgoingInvite> = {},
): OutgoingInvite {
  return {
    uri: 'sip:181@127.0.0.1',
    target: { host: '127.0.0.1', port: target.port },
    contactUser: 'offhook',
    body: CSTA,
    onRequest: () => ({ status: 200 }),
    ...changed,
  };
}

/** Has the INVITE accepted by a phone that is reached through a proxy of the same address. */
async function accepted(
  ours: UserAgent,
  phone: Peer,
  changed: Partial<OutgoingInvite> = {},
  timer = '600;refresher=uac',
) {
  const inviting = ours.invite(invite(phone.local, changed));
  const asked = await phone.next();
  phone.send(okText(asked.text, phone, `Session-Expires: ${timer}`), ours.local);
  const outcome = await inviting;
  if (outcome.kind !== 'dialog') throw new Error(outcome.kind);
  return { dialog: outcome.dialog, asked, ack: await phone.next() };
}

/** A 2xx says where the phone is. */
const okText = (request: string, at: Peer, ...extra: readonly string[]) =>
  answerText(request, '200 OK', `Contact: <sip:181@127.0.0.1:${at.local.port}>`, ...extra);

const lineOf = (text: string, name: string) =>
  text.split('\r\n').find((line) => line.startsWith(`${name}: `)) ?? '';

/** A request of the phone's inside the dialog that `asked` made. */
function theirs(method: string, cseq: number, asked: string, at: Peer): string {
  return [
    `${method} sip:offhook@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${at.local.port};branch=z9hG4bKtheirs${cseq}${method}`,
    `${lineOf(asked, 'To').replace('To', 'From')};tag=their`,
    lineOf(asked, 'From').replace('From', 'To'),
    lineOf(asked, 'Call-ID'),
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:181@127.0.0.1:${at.local.port}>`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

describe('an INVITE', () => {
  it('that is accepted makes a dialog, and is acknowledged as often as that is said', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const { dialog, asked, ack } = await accepted(ours, phone, {
      sessionExpires: { seconds: 600 },
    });
    expect(asked.text).toMatch(/\r\nSession-Expires: 600\r\nMin-SE: 90\r\n/);
    expect(ack.text).toMatch(/^ACK sip:181@127\.0\.0\.1:\d+ SIP\/2\.0/);
    expect(headersOf(ack.message, 'CSeq')).toEqual(['1 ACK']);
    expect(headerOf(ack.message, 'To')).toMatch(/;tag=their$/);
    expect(lineOf(ack.text, 'From')).toBe(lineOf(asked.text, 'From'));
    expect(dialog.session).toEqual({ seconds: 600, refresher: 'us' });
    phone.send(okText(asked.text, phone), ours.local);
    const again = await phone.next();
    expect(headersOf(again.message, 'CSeq')).toEqual(['1 ACK']);
    expect(lineOf(again.text, 'Via')).not.toBe(lineOf(asked.text, 'Via'));
  });

  it('that is refused is acknowledged in its own transaction', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const inviting = ours.invite(invite(phone.local));
    const asked = await phone.next();
    phone.send(answerText(asked.text, '500 Oops'), ours.local);
    const ack = await phone.next();
    expect(await inviting).toMatchObject({ kind: 'answered', response: { status: 500 } });
    expect(ack.text).toMatch(/^ACK sip:181@127\.0\.0\.1 SIP/);
    expect(lineOf(ack.text, 'Via')).toBe(lineOf(asked.text, 'Via'));
    expect(headerOf(ack.message, 'To')).toMatch(/;tag=their$/);
  });

  it('is sent again with credentials, which its ACK repeats', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const inviting = ours.invite(invite(phone.local, { credentials: JOE }));
    const first = await phone.next();
    const challenge = 'Proxy-Authenticate: Digest realm="a", nonce="1", qop="auth"';
    phone.send(answerText(first.text, '407 Proxy Authentication Required', challenge), ours.local);
    expect((await phone.next()).text).toMatch(/^ACK /);
    const second = await phone.next();
    phone.send(okText(second.text, phone), ours.local);
    const ack = await phone.next();
    const outcome = await inviting;
    if (outcome.kind !== 'dialog') throw new Error(outcome.kind);
    expect(outcome.auth).toBe('accepted');
    expect(lineOf(ack.text, 'Proxy-Authorization')).toBe(
      lineOf(second.text, 'Proxy-Authorization'),
    );
    expect(headersOf(ack.message, 'CSeq')).toEqual(['2 ACK']);
    void outcome.dialog.request('INFO');
    expect(lineOf((await phone.next()).text, 'Proxy-Authorization')).toMatch(/nc=00000002/);
  });

  it('whose session is too short is sent once more with a longer one', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const inviting = ours.invite(invite(phone.local, { sessionExpires: { seconds: 90 } }));
    phone.send(answerText((await phone.next()).text, '422 Too Small', 'Min-SE: 1800'), ours.local);
    expect((await phone.next()).text).toMatch(/^ACK /);
    const second = await phone.next();
    expect(second.text).toMatch(/\r\nSession-Expires: 1800\r\nMin-SE: 1800\r\n/);
    phone.send(answerText(second.text, '422 Too Small', 'Min-SE: 3600'), ours.local);
    expect(await inviting).toMatchObject({ kind: 'answered', response: { status: 422 } });
  });

  it('that rings too long, or nobody waits for, is cancelled', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const heard: number[] = [];
    const onProvisional = ({ status }: { readonly status: number }) => void heard.push(status);
    const inviting = ours.invite(invite(phone.local, { ringMs: 20, onProvisional }));
    const asked = await phone.next();
    phone.send(answerText(asked.text, '180 Ringing'), ours.local);
    const cancel = await phone.next();
    expect(await inviting).toMatchObject({ kind: 'silence', provisional: 180 });
    expect(heard).toEqual([180]);
    expect(cancel.text).toMatch(/^CANCEL sip:181@127\.0\.0\.1 SIP/);
    expect(lineOf(cancel.text, 'Via')).toBe(lineOf(asked.text, 'Via'));
    phone.send(answerText(cancel.text, '200 OK'), ours.local);
    phone.send(answerText(asked.text, '487 Request Terminated'), ours.local);
    expect((await phone.next()).text).toMatch(/^ACK /);
  });

  it.each(['200 OK', '486 Busy Here'])(
    'answered %s with what cannot be repeated is said to be',
    async (status) => {
      const [ours, phone] = [await agent(), await peer()];
      const inviting = ours.invite(invite(phone.local));
      const asked = await phone.next();
      const hostile = answerText(asked.text, status).replace('To: ', 'To: "\\\u0000" ');
      phone.send(hostile, ours.local);
      expect(await inviting).toMatchObject({ kind: 'malformed', reason: 'holds NUL' });
      phone.send(hostile, ours.local);
      const again = ours.request({ method: 'OPTIONS', uri: 'sip:1@h', target: targetOf(ours) });
      expect(await again).toMatchObject({ response: { status: 405 } });
    },
  );

  it('that is accepted when nobody waits any longer is ended', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const abort = new AbortController();
    const inviting = ours.invite(invite(phone.local, { signal: abort.signal }));
    const asked = await phone.next();
    abort.abort();
    expect(await inviting).toEqual({ kind: 'aborted' });
    phone.send(okText(asked.text, phone), ours.local);
    expect((await phone.next()).text).toMatch(/^ACK /);
    expect((await phone.next()).text).toMatch(/^BYE /);
  });

  it('that two accept leaves the second', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const { dialog, asked } = await accepted(ours, phone);
    phone.send(okText(asked.text, phone).replace('tag=their', 'tag=other'), ours.local);
    expect((await phone.next()).text).toMatch(/^ACK (.|\r\n)*;tag=other/);
    expect((await phone.next()).text).toMatch(/^BYE (.|\r\n)*;tag=other/);
    void dialog.request('INFO');
    expect((await phone.next()).text).toMatch(/^INFO (.|\r\n)*;tag=their/);
  });
});

describe('a dialog', () => {
  it('sends requests by its route, with numbers that rise', async () => {
    const [ours, phone, proxy] = [await agent(), await peer(), await peer()];
    const inviting = ours.invite(invite(phone.local));
    const asked = await phone.next();
    const routes = [
      `Record-Route: <sip:far.example;lr>`,
      `Record-Route: <sip:127.0.0.1:${proxy.local.port};lr>`,
    ];
    phone.send(
      answerText(asked.text, '200 OK', 'Contact: <sip:181@10.9.9.9>', ...routes),
      ours.local,
    );
    const outcome = await inviting;
    if (outcome.kind !== 'dialog') throw new Error(outcome.kind);
    const near = `<sip:127.0.0.1:${proxy.local.port};lr>`;
    expect(headersOf((await proxy.next()).message, 'Route')).toEqual([
      near,
      '<sip:far.example;lr>',
    ]);
    const asking = outcome.dialog.request('INFO', { body: CSTA });
    const info = await proxy.next();
    expect(info.text).toMatch(/^INFO sip:181@10\.9\.9\.9 SIP/);
    expect(headersOf(info.message, 'CSeq')).toEqual(['2 INFO']);
    expect(headersOf(info.message, 'Content-Type')).toEqual([CSTA.type]);
    proxy.send(answerText(info.text, '200 OK'), ours.local);
    expect(await asking).toMatchObject({ kind: 'answered', response: { status: 200 } });
    void outcome.dialog.bye();
    expect(headersOf((await proxy.next()).message, 'CSeq')).toEqual(['3 BYE']);
    expect(await outcome.dialog.ended).toEqual({ kind: 'bye', by: 'us' });
    expect(await outcome.dialog.request('INFO')).toEqual({ kind: 'aborted' });
  });

  it('hands on what the other side asks, in order, and answers it', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const seen: string[] = [];
    const { asked } = await accepted(ours, phone, {
      onRequest({ request }) {
        seen.push(`${request.method} ${headerOf(request, 'CSeq')}`);
        return { status: 200 };
      },
    });
    phone.send(theirs('INFO', 7, asked.text, phone), ours.local);
    expect((await phone.next()).message).toMatchObject({ status: 200 });
    phone.send(theirs('INFO', 6, asked.text, phone), ours.local);
    expect((await phone.next()).message).toMatchObject({ status: 500 });
    expect(seen).toEqual(['INFO 7 INFO']);
  });

  it('is ended by the other side', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const { dialog, asked } = await accepted(ours, phone);
    phone.send(theirs('BYE', 1, asked.text, phone), ours.local);
    expect((await phone.next()).message).toMatchObject({ status: 200 });
    expect(await dialog.ended).toEqual({ kind: 'bye', by: 'them' });
    phone.send(theirs('INFO', 2, asked.text, phone), ours.local);
    expect((await phone.next()).message).toMatchObject({ status: 481 });
  });

  it('is lost when the other side knows nothing of it, or is silent', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const first = await accepted(ours, phone);
    const asking = first.dialog.request('INFO');
    phone.send(answerText((await phone.next()).text, '481 No'), ours.local);
    expect(await asking).toMatchObject({ response: { status: 481 } });
    expect(await first.dialog.ended).toEqual({ kind: 'lost', status: 481 });
    const second = await accepted(ours, phone);
    await second.dialog.request('INFO', { giveUpMs: 20 });
    expect(await second.dialog.ended).toEqual({ kind: 'lost' });
  });

  it('is refreshed by an INVITE with the body of the first, for as long as was agreed on', async () => {
    const [ours, phone, moved] = [await agent(), await peer(), await peer()];
    const wanted = { sessionExpires: { seconds: 600 } };
    const { dialog } = await accepted(ours, phone, wanted, '300;refresher=uac');
    const refreshing = dialog.refresh();
    const again = await phone.next();
    expect(again.text).toMatch(/^INVITE (.|\r\n)*;tag=their(.|\r\n)*<RequestSystemStatus\/>$/);
    expect(headersOf(again.message, 'CSeq')).toEqual(['2 INVITE']);
    expect(headersOf(again.message, 'Session-Expires')).toEqual(['300;refresher=uac']);
    const contact = `Contact: <sip:181@127.0.0.1:${moved.local.port}>`;
    phone.send(
      answerText(again.text, '200 OK', contact, 'Session-Expires: 900;refresher=uas'),
      ours.local,
    );
    expect(headersOf((await moved.next()).message, 'CSeq')).toEqual(['2 ACK']);
    expect(await refreshing).toMatchObject({ response: { status: 200 } });
    expect(dialog.session).toEqual({ seconds: 900, refresher: 'them' });
    void dialog.refresh();
    const third = await moved.next();
    expect(headersOf(third.message, 'Session-Expires')).toEqual(['900;refresher=uas']);
  });

  it('whose refresh is for too short a time is refreshed once more, for longer', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const wanted = { sessionExpires: { seconds: 600 } };
    const { dialog } = await accepted(ours, phone, wanted, '90;refresher=uac');
    const refreshing = dialog.refresh();
    phone.send(answerText((await phone.next()).text, '422 Too Small', 'Min-SE: 200'), ours.local);
    expect((await phone.next()).text).toMatch(/^ACK /);
    const longer = await phone.next();
    expect(longer.text).toMatch(/\r\nSession-Expires: 200;refresher=uac\r\nMin-SE: 200\r\n/);
    phone.send(answerText(longer.text, '422 Too Small', 'Min-SE: 300'), ours.local);
    expect(await refreshing).toMatchObject({ kind: 'answered', response: { status: 422 } });
  });

  it('is refreshed for no less than the other side has said that it wants, and as wanted where it keeps no timer', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const wanted = { sessionExpires: { seconds: 600 } };
    const { dialog, asked } = await accepted(ours, phone, wanted);
    const update = theirs('UPDATE', 1, asked.text, phone);
    phone.send(update.replace('Content-Length', 'Min-SE: 700\r\nContent-Length'), ours.local);
    expect((await phone.next()).message).toMatchObject({ status: 200 });
    expect(dialog.session).toBeUndefined();
    void dialog.refresh();
    expect((await phone.next()).text).toMatch(/\r\nSession-Expires: 700\r\nMin-SE: 700\r\n/);
  });

  it('is refreshed by the other side', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const { dialog, asked } = await accepted(ours, phone);
    const again = theirs('INVITE', 1, asked.text, phone).replace(
      'Content-Length',
      'Session-Expires: 300\r\nContent-Length',
    );
    phone.send(again, ours.local);
    const { message } = await phone.next();
    expect(headersOf(message, 'Session-Expires')).toEqual(['300;refresher=uac']);
    expect(headerOf(message, 'Contact')).toMatch(`<sip:offhook@127.0.0.1:${ours.local.port}>`);
    expect(dialog.session).toEqual({ seconds: 300, refresher: 'them' });
    phone.send(theirs('ACK', 1, asked.text, phone), ours.local);
  });

  it('is closed with its user agent', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const { dialog } = await accepted(ours, phone);
    await ours.close();
    expect(await dialog.ended).toEqual({ kind: 'closed' });
  });
});

describe.each(['udp', 'tcp'] as const)('a call that comes in by %s', (transport) => {
  it('is a dialog of ours, too', async () => {
    const answered = later<Dialog>();
    const phone = await agent({ onRequest: () => ({ status: 200 }), onDialog: answered.resolve });
    const ours = await agent();
    const outcome = await ours.invite({
      ...invite(phone.local),
      target: targetOf(phone, transport),
    });
    if (outcome.kind !== 'dialog') throw new Error(outcome.kind);
    const theirs = await answered.promise;
    expect(theirs.callId).toBe(outcome.dialog.callId);
    expect(await theirs.request('INFO')).toMatchObject({ response: { status: 200 } });
    expect(await outcome.dialog.request('INFO')).toMatchObject({ response: { status: 200 } });
    expect(await theirs.bye()).toMatchObject({ response: { status: 200 } });
    expect(await outcome.dialog.ended).toEqual({ kind: 'bye', by: 'them' });
  });
});
