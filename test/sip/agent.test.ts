import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { later } from '../../src/core/later.js';
import { headerOf, headersOf } from '../../src/sip/message/headers.js';
import { UnwritableSip } from '../../src/sip/message/write.js';
import { agent, answerText, JOE, peer, targetOf } from './agents-under-test.js';

const OPTIONS = { method: 'OPTIONS', uri: 'sip:301@lab.example' };
const text = (body: Uint8Array) => Buffer.from(body).toString();

describe.each(['udp', 'tcp'] as const)('a request by %s', (transport) => {
  it('is answered by the other side’s user, once', async () => {
    const seen: string[] = [];
    const phone = await agent({
      onRequest({ request, transport }) {
        seen.push(`${request.method} ${transport} ${text(request.body)}`);
        const body = { type: 'text/plain', bytes: Buffer.from('имя') };
        return { status: 202, headers: [{ name: 'X-Mine', value: 'yes' }], body };
      },
    });
    const ours = await agent();
    const body = { type: 'text/plain', bytes: Buffer.from('ёж') };
    const outcome = await ours.request({ ...OPTIONS, target: targetOf(phone, transport), body });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const { response, from, cseq } = outcome;
    expect([response.status, response.reason, text(response.body)]).toEqual([
      202,
      'Accepted',
      'имя',
    ]);
    expect(headerOf(response, 'x-mine')).toBe('yes');
    expect(headerOf(response, 'Server')).toBe('offhook/test');
    expect([from.port, cseq]).toEqual([phone.local.port, 1]);
    expect(outcome).not.toHaveProperty('auth');
    expect(seen).toEqual([`OPTIONS ${transport} ёж`]);
  });

  it('says the bound port in Via and Contact', async () => {
    const ours = await agent({ local: { address: '0.0.0.0', port: 0 } });
    const asked: string[] = [];
    const phone = await agent({
      onRequest({ request }) {
        asked.push(headerOf(request, 'Via') ?? '', headerOf(request, 'Contact') ?? '');
        asked.push(headerOf(request, 'From') ?? '');
        return { status: 200 };
      },
    });
    await ours.request({ ...OPTIONS, target: targetOf(phone, transport), contactUser: '7' });
    const at = `127.0.0.1:${ours.local.port}`;
    expect(asked[0]).toMatch(`SIP/2.0/${transport.toUpperCase()} ${at};branch=z9hG4bK`);
    expect(asked[1]).toBe(`<sip:7@${at}${transport === 'tcp' ? ';transport=tcp' : ''}>`);
    expect(asked[2]).toMatch(/^<sip:127\.0\.0\.1>;tag=/);
  });
});

describe('an answer', () => {
  it('is found by branch and method, whichever port it comes from', async () => {
    const [ours, phone, other] = [await agent(), await peer(), await peer()];
    const asking = ours.request({
      ...OPTIONS,
      target: { host: '127.0.0.1', port: phone.local.port },
    });
    const { text: request } = await phone.next();
    other.send(answerText(request, '200 OK').replace('OPTIONS', 'INFO'), ours.local);
    other.send(answerText(request, '200 OK').replace(/branch=\w+/, 'branch=z9hG4bKno'), ours.local);
    other.send(answerText(request, '404 Not Found'), ours.local);
    const outcome = await asking;
    expect(outcome).toMatchObject({
      kind: 'answered',
      response: { status: 404 },
      from: other.local,
    });
    expect(ours.counts.unmatched).toBe(2);
  });

  it('that is no message is said to be none', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const asking = ours.request({
      ...OPTIONS,
      target: { host: '127.0.0.1', port: phone.local.port },
    });
    const { text: request } = await phone.next();
    phone.send(answerText(request, '200 OK', 'Date: yesterday'), ours.local);
    expect(await asking).toMatchObject({ kind: 'malformed', reason: 'has a date that is none' });
  });

  it('that never comes is silence, told with what was heard', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const target = { host: '127.0.0.1', port: phone.local.port };
    const silent = ours.request({ ...OPTIONS, target, giveUpMs: 30 });
    expect(await silent).toEqual({ kind: 'silence', sent: 1 });
    const trying = ours.request({ ...OPTIONS, target, giveUpMs: 300 });
    await phone.next();
    phone.send(answerText((await phone.next()).text, '100 Trying'), ours.local);
    expect(await trying).toEqual({ kind: 'silence', sent: 1, provisional: 100 });
  });

  it('is not waited for any longer once that was said', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const abort = new AbortController();
    const target = { host: '127.0.0.1', port: phone.local.port };
    const asking = ours.request({ ...OPTIONS, target, signal: abort.signal });
    await phone.next();
    abort.abort();
    expect(await asking).toEqual({ kind: 'aborted' });
    const closing = ours.request({ ...OPTIONS, target });
    await phone.next();
    await ours.close();
    expect(await closing).toEqual({ kind: 'aborted' });
  });
});

describe('what cannot be sent', () => {
  it('is said', async () => {
    const ours = await agent();
    const nobody = await agent({ transports: ['tcp'] });
    const target = targetOf(nobody, 'tcp');
    await nobody.close();
    expect(await ours.request({ ...OPTIONS, target })).toEqual({
      kind: 'unreachable',
      code: 'ECONNREFUSED',
    });
    const far = { host: 'no-such-host.invalid', port: 5060 };
    expect(await ours.request({ ...OPTIONS, target: far })).toMatchObject({ kind: 'unreachable' });
    const body = { type: 'text/plain', bytes: new Uint8Array(70_000) };
    const large = ours.request({ ...OPTIONS, target: { host: '127.0.0.1', port: 9 }, body });
    expect(await large).toMatchObject({ kind: 'too-large' });
  });

  it('is refused before it is sent where a value would end its line', async () => {
    const [ours, phone] = [await agent(), await peer()];
    const target = { host: '127.0.0.1', port: phone.local.port };
    const headers = [{ name: 'Subject', value: 'a\r\nVia: b' }];
    await expect(ours.request({ ...OPTIONS, target, headers })).rejects.toThrow(UnwritableSip);
    await expect(ours.request({ ...OPTIONS, target, to: 'sip:a\nb' })).rejects.toThrow(
      UnwritableSip,
    );
  });
});

describe('a challenge', () => {
  const challenge =
    'WWW-Authenticate: Digest realm="pbx", nonce="n1", algorithm=SHA-256, qop="auth"';

  it('is met with credentials, once', async () => {
    const [ours, pbx] = [await agent(), await peer()];
    const target = { host: '127.0.0.1', port: pbx.local.port };
    const asking = ours.request({ ...OPTIONS, target, credentials: JOE, cseq: 5 });
    const first = await pbx.next();
    expect(first.text).not.toMatch(/Authorization/);
    pbx.send(answerText(first.text, '401 Unauthorized', challenge), ours.local);
    const second = await pbx.next();
    expect(second.text).toMatch(/\r\nAuthorization: Digest username="joe", realm="pbx"/);
    expect(second.text).toMatch(/\r\nCSeq: 6 OPTIONS/);
    expect(second.text).not.toContain('not to be seen');
    const [callId] = headersOf(first.message, 'Call-ID');
    expect(headersOf(second.message, 'Call-ID')).toEqual([callId]);
    expect(headersOf(second.message, 'Via')).not.toEqual(headersOf(first.message, 'Via'));
    pbx.send(answerText(second.text, '200 OK'), ours.local);
    expect(await asking).toMatchObject({ response: { status: 200 }, auth: 'accepted', cseq: 6 });
  });

  it('that comes again is the answer', async () => {
    const [ours, pbx] = [await agent(), await peer()];
    const target = { host: '127.0.0.1', port: pbx.local.port };
    const asking = ours.request({ ...OPTIONS, target, credentials: JOE });
    for (const nonce of ['n1', 'n2']) {
      const asked = challenge.replace('n1', nonce);
      pbx.send(answerText((await pbx.next()).text, '401 Unauthorized', asked), ours.local);
    }
    expect(await asking).toMatchObject({ response: { status: 401 }, auth: 'refused' });
  });

  it('without credentials is the answer', async () => {
    const [ours, pbx] = [await agent(), await peer()];
    const asking = ours.request({
      ...OPTIONS,
      target: { host: '127.0.0.1', port: pbx.local.port },
    });
    pbx.send(answerText((await pbx.next()).text, '401 Unauthorized', challenge), ours.local);
    expect(await asking).toMatchObject({ response: { status: 401 }, auth: 'no-credentials' });
  });
});

describe('a request that comes in', () => {
  const request = (at: { readonly port: number }, ...lines: readonly string[]) =>
    [
      'OPTIONS sip:301@127.0.0.1 SIP/2.0',
      `Via: SIP/2.0/UDP 127.0.0.1:${at.port};branch=z9hG4bK${lines.length}`,
      'From: <sip:pbx>;tag=1',
      'To: <sip:301@127.0.0.1>',
      'Call-ID: 1@pbx',
      'CSeq: 9 OPTIONS',
      ...lines,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');

  it('again gets the same answer, and is not handed over again', async () => {
    let count = 0;
    const phone = await agent({
      onRequest() {
        count += 1;
        return { status: 200, reason: `${count}` };
      },
    });
    const pbx = await peer();
    pbx.send(request(pbx.local), phone.local);
    const first = await pbx.next();
    pbx.send(request(pbx.local), phone.local);
    const again = await pbx.next();
    expect(again.text).toBe(first.text);
    expect(first.text).toMatch(/^SIP\/2\.0 200 1\r\n/);
    expect(first.text).toMatch(/\r\nTo: <sip:301@127\.0\.0\.1>;tag=\w{16}\r\n/);
  });

  it('is answered at the port of Via, or where it came from if it asks so', async () => {
    const phone = await agent({ onRequest: () => ({ status: 200 }) });
    const [high, low] = [await peer(), await peer()];
    high.send(request(low.local), phone.local);
    expect((await low.next()).message).toMatchObject({ status: 200 });
    high.send(request(low.local, 'X-Second: 1').replace(';branch', ';rport;branch'), phone.local);
    const asked = await high.next();
    expect(headerOf(asked.message, 'Via')).toMatch(`;rport=${high.local.port};branch`);
    expect(headerOf(asked.message, 'Via')).toMatch(/;received=127\.0\.0\.1$/);
  });

  it.each([
    ['that nobody wants', [], '405 Method Not Allowed'],
    ['that requires what we have not', ['Require: timer, 100rel'], '420 Bad Extension'],
    ['that is broken', ['Max-Forwards: 999'], '400 Bad Request'],
  ])('%s is refused', async (_, lines, status) => {
    const [phone, pbx] = [await agent(), await peer()];
    pbx.send(request(pbx.local, ...lines), phone.local);
    const { text } = await pbx.next();
    expect(text).toMatch(`SIP/2.0 ${status}`);
    if (lines[0]?.startsWith('Require')) expect(text).toMatch('Unsupported: 100rel\r\n');
  });

  it('of a dialog that is not there is refused', async () => {
    const [phone, pbx] = [await agent({ onRequest: () => ({ status: 200 }) }), await peer()];
    const info = request(pbx.local)
      .replaceAll('OPTIONS', 'INFO')
      .replace('To: <sip:301@127.0.0.1>', 'To: <sip:301@127.0.0.1>;tag=x');
    pbx.send(info, phone.local);
    expect((await pbx.next()).message).toMatchObject({ status: 481 });
  });

  it('whose answer fails is answered 500, and the fault is handed on', async () => {
    const faults: unknown[] = [];
    const phone = await agent({
      onRequest: () => Promise.reject(new Error('broken')),
      onFault: (cause) => faults.push(cause),
    });
    const pbx = await peer();
    pbx.send(request(pbx.local), phone.local);
    expect((await pbx.next()).message).toMatchObject({ status: 500 });
    expect(faults).toEqual([new Error('broken')]);
  });

  it('whose answer cannot be written is answered 500, and what comes of it comes behind that', async () => {
    const faults: unknown[] = [];
    const [pbx, sent] = [await peer(), later<void>()];
    const phone = await agent({
      onRequest: () => ({
        status: 200,
        headers: [{ name: 'X-Mine', value: 'a\r\nVia: b' }],
        onSent: sent.resolve,
      }),
      onFault: (cause) => faults.push(cause),
    });
    pbx.send(request(pbx.local), phone.local);
    expect((await pbx.next()).message).toMatchObject({ status: 500 });
    await sent.promise;
    expect(faults).toEqual([expect.any(UnwritableSip)]);
  });

  it('and is not to be answered stays unanswered', async () => {
    let count = 0;
    const phone = await agent({
      onRequest: ({ request }) => {
        count += 1;
        return headerOf(request, 'X-Second') === undefined ? undefined : { status: 200 };
      },
    });
    const pbx = await peer();
    pbx.send(request(pbx.local), phone.local);
    pbx.send(request(pbx.local), phone.local);
    pbx.send(request(pbx.local, 'X-Second: 1'), phone.local);
    expect(headerOf((await pbx.next()).message, 'Via')).toMatch(/branch=z9hG4bK1$/);
    expect(count).toBe(2);
  });

  it('does not stop anything, whatever it is', async () => {
    const phone = await agent({ onRequest: () => ({ status: 200 }) });
    const pbx = await peer();
    for (const odd of ['', '\r\n\r\n', 'x', 'GET / HTTP/1.1\r\n\r\n', 'SIP/2.0 200 OK\r\n\r\n']) {
      pbx.send(odd, phone.local);
    }
    pbx.send(request(pbx.local).replace('To: ', 'To: "\\\u0000" '), phone.local);
    pbx.send(request(pbx.local, 'X-Second: 1'), phone.local);
    expect(headerOf((await pbx.next()).message, 'Via')).toMatch(/branch=z9hG4bK1$/);
    expect(phone.counts.malformed).toBe(3);
  });
});

describe('a connection', () => {
  it('is kept, pinged, and closed when it is out of step', async () => {
    const phone = await agent({ onRequest: () => ({ status: 200 }) });
    const socket = connect(phone.local.port, '127.0.0.1');
    const chunks: string[] = [];
    socket.on('data', (chunk) => chunks.push(chunk.toString()));
    socket.write('\r\n\r\n');
    await once(socket, 'data');
    expect(chunks.join('')).toBe('\r\n');
    socket.write('nonsense\r\n\r\n');
    await once(socket, 'close');
  });
});
