import { describe, expect, it } from 'vitest';
import { createSecret } from '../../src/core/secret.js';
import {
  authorizationsOf,
  type DigestMemory,
  meetChallenge,
  NOTHING_ANSWERED,
  useAgain,
} from '../../src/sip/digest/answer.js';
import { challengesOf } from '../../src/sip/digest/challenge.js';
import { EMPTY_BODY, type SipHeader, type SipResponse } from '../../src/sip/message/message.js';

function response(status: number, ...headers: readonly (readonly [string, string])[]): SipResponse {
  const all: SipHeader[] = headers.map(([name, value]) => ({ name, value }));
  return { kind: 'response', status, reason: '', headers: all, body: EMPTY_BODY };
}

const WWW = 'WWW-Authenticate';
const mufasa = { user: 'Mufasa', password: createSecret('Circle of Life') };

/** The example of RFC 7616 section 3.9.1, whose answers are printed there. */
const RFC_7616 = (algorithm: string) =>
  'Digest realm="http-auth@example.org", qop="auth, auth-int", ' +
  `algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", ` +
  'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
const GET = {
  method: 'GET',
  uri: '/dir/index.html',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};

function met(answer: SipResponse, asked = NOTHING_ANSWERED): DigestMemory {
  const step = meetChallenge(answer, asked, true);
  if (step.kind !== 'again') throw new Error(step.kind);
  return step.asked;
}

describe('an answer to a challenge', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('by %s is that of the RFC', (algorithm, expected) => {
    const memory = met(response(401, [WWW, RFC_7616(algorithm)]));
    const [header] = authorizationsOf(memory, mufasa, GET);
    expect(header?.name).toBe('Authorization');
    expect(header?.value).toContain(`response="${expected}"`);
    expect(header?.value).toContain('qop=auth, nc=00000001, ');
    expect(header?.value).toContain('opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"');
  });

  it('without qop is that of RFC 2069, as RFC 2617 computes it', () => {
    const challenge =
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"';
    const memory = met(response(401, [WWW, challenge]));
    const credentials = { user: 'Mufasa', password: createSecret('CircleOfLife') };
    const [header] = authorizationsOf(memory, credentials, GET);
    // H(A1) and H(A2) joined by the nonce alone; the number is the one of RFC 2069's errata.
    expect(header?.value).toContain('response="1949323746fe6a43ef61f9606e7febea"');
    expect(header?.value).not.toContain('qop');
  });

  it('takes the strongest for a realm, and one for each realm', () => {
    const answer = response(
      401,
      [WWW, 'Digest realm="a", nonce="1", algorithm=MD5'],
      [WWW, 'Digest realm="a", nonce="2", algorithm=SHA-256, qop="auth"'],
      [WWW, 'Digest realm="a", nonce="3", algorithm=SHA-1024'],
      ['Proxy-Authenticate', 'Digest realm="b", nonce="4"'],
    );
    const found = challengesOf(answer).map(({ nonce, answeredBy }) => `${nonce} ${answeredBy}`);
    expect(found).toEqual(['2 Authorization', '4 Proxy-Authorization']);
  });

  it('quotes what has to be quoted', () => {
    const memory = met(response(401, [WWW, 'Digest realm="a \\"b\\"", nonce="1"']));
    const credentials = { user: 'x\\"y', password: createSecret('p') };
    const [header] = authorizationsOf(memory, credentials, GET);
    expect(header?.value).toContain('username="x\\\\\\"y", realm="a \\"b\\""');
  });

  it('counts the uses of a nonce', () => {
    const memory = useAgain(met(response(401, [WWW, RFC_7616('MD5')])));
    expect(authorizationsOf(memory, mufasa, GET)[0]?.value).toContain('nc=00000002');
  });
});

describe('a challenge', () => {
  const again = (nonce: string, stale = '') =>
    response(401, [WWW, `Digest realm="a", nonce="${nonce}"${stale}`]);
  const step = (answer: SipResponse, asked = NOTHING_ANSWERED, hasCredentials = true) =>
    meetChallenge(answer, asked, hasCredentials).kind;

  it('is met only where there are credentials, and a kind that is known', () => {
    expect(step(again('1'), NOTHING_ANSWERED, false)).toBe('no-credentials');
    expect(step(response(401, [WWW, 'Basic realm="a"']))).toBe('unsupported');
    expect(step(response(401, [WWW, 'Digest realm="a", nonce="1", qop="auth-int"']))).toBe(
      'unsupported',
    );
    expect(step(response(401))).toBe('unsupported');
    expect(step(response(403))).toBe('no-challenge');
  });

  it('that comes again is a refusal, unless the nonce alone was too old', () => {
    const first = met(again('1'));
    expect(step(again('2'), first)).toBe('refused');
    expect(step(again('2', ', stale=false'), first)).toBe('refused');
    expect(step(again('2', ', stale=true'), first)).toBe('again');
    expect(step(again('1', ', stale=true'), first)).toBe('refused');
  });

  it('is not called stale for ever', () => {
    let memory = met(again('0'));
    let met_ = 0;
    for (let nonce = 1; nonce < 10; nonce += 1) {
      const next = meetChallenge(again(`${nonce}`, ', stale=true'), memory, true);
      if (next.kind !== 'again') break;
      memory = next.asked;
      met_ += 1;
    }
    expect(met_).toBe(3);
  });
});
