// Messages with the oddities of RFC 4475, written for our own lab: each is named after the section whose oddity it has.

import { DEFAULT_LIMITS, type SipLimits } from '../../src/sip/message/head.js';

/** As much as a datagram holds. */
export const DATAGRAM_LIMITS: SipLimits = { ...DEFAULT_LIMITS, maxBytes: 65_535 };

export interface Torture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface InvalidTorture extends Torture {
  /** What the reason speaks of. */
  readonly reason: RegExp;
}

/** Lines end in CR LF; an empty one ends the head. Each letter of `binary` is a byte. */
export function wire(lines: readonly string[], binary = ''): Uint8Array {
  return Buffer.concat([
    Buffer.from(`${lines.join('\r\n')}\r\n\r\n`),
    Buffer.from(binary, 'latin1'),
  ]);
}

const SDP = 'v=0\r\no=- 1 1 IN IP4 10.20.1.50\r\ns=-\r\nc=IN IP4 10.20.1.50\r\nt=0 0\r\n';

function message(startLine: string, changed: Readonly<Record<string, string>> = {}): string[] {
  const method = startLine.split(' ')[0] ?? '';
  const usual: Record<string, string> = {
    Via: 'SIP/2.0/UDP 10.20.1.50:5060;branch=z9hG4bK-lab-1',
    'Max-Forwards': '70',
    From: '<sip:301@pbx.lab.example>;tag=f1',
    To: '<sip:302@pbx.lab.example>',
    'Call-ID': 'lab-1@10.20.1.50',
    CSeq: `7 ${method.startsWith('SIP/') ? 'INVITE' : method}`,
    ...changed,
  };
  const headers = Object.entries(usual).filter(([, value]) => value !== 'ABSENT');
  return [startLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
}

const valid = (name: string, lines: readonly string[], binary = ''): Torture => ({
  name,
  bytes: wire(lines, binary),
});

const OPTIONS = 'OPTIONS sip:302@10.20.1.51 SIP/2.0';
const INVITE = 'INVITE sip:302@10.20.1.51 SIP/2.0';
const REGISTER = 'REGISTER sip:pbx.lab.example SIP/2.0';
const LONG = 'long'.repeat(60);

export const VALID: readonly Torture[] = [
  valid(
    '3.1.1.1 a short message with every liberty',
    [
      'INVITE sip:kitchen@lab.example;whatever SIP/2.0',
      'TO :',
      ' sip:kitchen@lab.example ;   tag    = 77x',
      'from   : "A \\\\\\""       <sip:hall@lab.example>',
      '  ;',
      '  tag = 88y',
      'mAx-FORwards: 0070',
      'Call-ID: liberties@10.20.1.50',
      `Content-Length   : ${SDP.length}`,
      'cseq: 0012',
      '  INVITE',
      'Via  : SIP  /   2.0',
      ' /UDP',
      '    10.20.1.60;branch=88aa',
      's :',
      'SomethingNew:   a value',
      ' that goes on',
      'SomethingOdd: ;;,,;;,;',
      'Content-Type: application/sdp',
      'Route:',
      ' <sip:hop.lab.example;lr;mine=1;none>',
      'v:  SIP  / 2.0  / TCP     sp.lab.example   ;',
      '  branch  =   z9hG4bKa1  ,',
      ' SIP  /    2.0   / UDP  10.20.1.61   ; branch=',
      ' z9hG4bKa2',
      'm:"Two marks \\"\\"" <sip:hall@lab.example> ; other =',
      '      thing ;',
      '  third ; q = 0.33',
    ],
    SDP,
  ),
  valid(
    '3.1.1.2 all characters that may be',
    message(
      "!odd-Method0123456789_*+`.%really'~ sip:1_odd.URI~(so-be!it)&is+it$/mad?,/;;*:&pw=1,x!*$y~z.(it's)@lab.example SIP/2.0",
      {
        CSeq: "139122385 !odd-Method0123456789_*+`.%really'~",
        To: '"BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f" <sip:1_odd.URI~(so-be!it)@lab.example>',
        From: "word-1.!%*_+`' ~ <sip:hall@lab.example>;tag=_t~1'+`*%!-.",
        "extension-Header-!.%*+_`'~":
          '\u30d7\u30ec\u30ba\u30f3\u30b9 \u0432 \u0441\u0435\u0442\u0438',
      },
    ),
  ),
  valid(
    '3.1.1.3 percent escapes',
    message('INVITE sip:sips%3Ahall%40lab.example@10.20.1.51 SIP/2.0', {
      From: '<sip:I%20have%20blanks@lab.example>;tag=938',
      Contact: '<sip:h%61ll@10.20.1.50;%6C%72;n%61me=v%61lue%25%34%31>',
    }),
  ),
  valid('3.1.1.4 escaped NULs', [
    ...message(REGISTER, {
      From: 'sip:null-%00-null@lab.example;tag=839923423',
      To: 'sip:null-%00-null@lab.example',
    }),
    'Contact: <sip:%00@10.20.1.50>',
    'Contact: <sip:%00%00@10.20.1.50>',
  ]),
  valid(
    '3.1.1.5 a percent that escapes nothing',
    message('RE%47IST%45R sip:pbx.lab.example SIP/2.0', {
      To: '"%Z%45" <sip:hall@lab.example>',
      From: '"%Z%45" <sip:hall@lab.example>;tag=f232jadfj23',
      Contact: '"%Z%45" <sip:hall@10.20.1.50>, <sip:%41@10.20.1.50>',
    }),
  ),
  valid(
    '3.1.1.6 no blank before the bracket',
    message(OPTIONS, { From: 'caller<sip:caller@lab.example>;tag=323' }),
  ),
  valid(
    '3.1.1.7 long values',
    [
      ...message(`INVITE sip:302@${LONG}.lab.example SIP/2.0`, {
        To: `"I have a ${LONG} name" <sip:user@lab.example:5060;unknown${LONG}=${LONG};other>`,
        From: `sip:a${LONG}b@lab.example;tag=12${LONG}982424;unknown${LONG}`,
        'Call-ID': `${LONG}@10.20.1.50`,
      }),
      `Unknown-${LONG}: unknown-${LONG}-value;unknown-${LONG}=long`,
      ...Array.from(
        { length: 8 },
        (_, at) => `v: SIP/2.0/TCP h${at}.lab.example;branch=z9hG4bK${at}${LONG}`,
      ),
      `Contact: <sip:amazing${LONG}@10.20.1.50>`,
      `Content-Length: 000000000000000000000000${SDP.length}`,
    ],
    SDP,
  ),
  valid(
    '3.1.1.8 more bytes than the message has',
    [...message(REGISTER), 'Content-Length: 0'],
    'INVITE sip:other@lab.example SIP/2.0\r\nt: sip:other@lab.example;tag=1\r\n',
  ),
  valid(
    '3.1.1.9 semicolons in a user',
    message('OPTIONS sip:user;par=u%40lab.example@10.20.1.51 SIP/2.0'),
  ),
  valid('3.1.1.10 transports that nobody knows', [
    ...message(OPTIONS),
    'Via: SIP/2.0/SCTP t1.lab.example;branch=z9hG4bKa',
    'Via: SIP/2.0/TLS t2.lab.example;branch=z9hG4bKb',
    'Via: SIP/2.0/UNKNOWN t3.lab.example;branch=z9hG4bKc',
    'Via: SIP/2.0/TCP-TOO t4.lab.example;branch=z9hG4bKd',
  ]),
  valid(
    '3.1.1.11 a body of several parts, with bytes that are no text',
    [
      ...message('MESSAGE sip:302@10.20.1.51 SIP/2.0'),
      'Content-Type: multipart/mixed;boundary=7a9c',
      'Content-Length: 92',
    ],
    '--7a9c\r\nContent-Type: text/plain\r\n\r\nHello\r\n--7a9c\r\n\r\n\u0000\u0001\u00fe\u00ff\r\n\r\n\u0080 \r\n--7a9c--\r\n'.padEnd(
      92,
      '\u00aa',
    ),
  ),
  valid(
    '3.1.1.12 an unusual reason phrase',
    message('SIP/2.0 200 = 2**3 * 5**2 \u043d\u043e \u0441\u0442\u043e \u0434\u0432\u0430', {
      'Content-Length': '0',
    }),
  ),
  valid('3.1.1.13 no reason phrase', message('SIP/2.0 100 ', { 'Content-Length': '0' })),
  valid(
    '3.2.1 a branch that is the cookie alone',
    message(OPTIONS, { Via: 'SIP/2.0/UDP 10.20.1.50;branch=z9hG4bK' }),
  ),
  valid(
    '3.3.2 a Request-URI of an unknown scheme',
    message('OPTIONS nobodyKnows:somewhere SIP/2.0'),
  ),
  valid(
    '3.3.3 a known scheme that is not for this',
    message('OPTIONS soap.beep://10.20.1.51:3002 SIP/2.0'),
  ),
  valid(
    '3.3.4 unknown schemes in headers',
    message(REGISTER, {
      To: 'isbn:2983792873',
      From: '<http://www.lab.example>;tag=3234233',
      Contact: '<name:John_Smith>',
    }),
  ),
  valid('3.3.5 Require and Proxy-Require', [
    ...message(OPTIONS),
    'Require: nothingHasThis, norThis',
    'Proxy-Require: noProxyHasThis, norThat',
  ]),
  valid(
    '3.3.6 an unknown Content-Type',
    [...message(INVITE), 'Content-Type: application/unknown', 'Content-Length: 5'],
    'a=b\r\n',
  ),
  valid('3.3.7 an unknown scheme of Authorization', [
    ...message(REGISTER),
    'Authorization: Unheard-of some="thing", other=else',
  ]),
  valid('3.3.10 an answer with a broadcast Via', [
    ...message('SIP/2.0 200 OK', { 'Content-Length': '0' }),
    'Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23',
  ]),
  valid('3.3.11 Max-Forwards of zero', message(OPTIONS, { 'Max-Forwards': '0' })),
  valid(
    '3.3.12 a parameter of Contact',
    message(REGISTER, { Contact: 'sip:+19725552222@10.20.1.50;unknownparam' }),
  ),
  valid(
    '3.3.13 a parameter of the URI',
    message(REGISTER, { Contact: '<sip:+19725552222@10.20.1.50;unknownparam>' }),
  ),
  valid(
    '3.3.14 headers in the URI of a Contact',
    message(REGISTER, { Contact: '<sip:301@10.20.1.50?Route=%3Csip:hop.lab.example%3E>' }),
  ),
  valid('3.3.15 an Accept that nobody can meet', [
    ...message(INVITE),
    'Accept: text/nobodyKnowsThis',
    'Content-Length: 0',
  ]),
  valid(
    '3.4.1 the manner of RFC 2543',
    [
      INVITE,
      'Via: SIP/2.0/UDP gw.lab.example',
      'From: <sip:+13035551111@lab.example;user=phone>',
      'Record-Route: <sip:302@lab.example;maddr=ss1.lab.example>',
      'To: sip:+16505552222@lab.example;user=phone',
      'Call-ID: 2543.1@gw.lab.example',
      'CSeq: 56 INVITE',
      'Content-Type: application/sdp',
    ],
    SDP,
  ),
];

/** Right by the grammar, and refused for what they have too little or too much of: a server answers them 400. */
export const INCOMPLETE: readonly InvalidTorture[] = [
  {
    ...valid('3.3.1 required headers are missing', [
      INVITE,
      'CSeq: 193942 INVITE',
      'Via: SIP/2.0/UDP 10.20.1.95;branch=z9hG4bKkdj.insuf',
      'l: 0',
    ]),
    reason: /has no from/,
  },
  {
    ...valid('3.3.8 headers twice that stand once', [
      ...message(INVITE),
      'CSeq: 8 INVITE',
      'To: <sip:303@lab.example>',
      'i: other@lab.example',
    ]),
    reason: /more than one to/,
  },
  {
    ...valid(
      '3.3.9 two Content-Length',
      [...message(OPTIONS), 'Content-Length: 5', 'l: 3'],
      'hello',
    ),
    reason: /more than one content-length/,
  },
];

const invalid = (
  name: string,
  reason: RegExp,
  lines: readonly string[],
  binary = '',
): InvalidTorture => ({
  ...valid(name, lines, binary),
  reason,
});

export const INVALID: readonly InvalidTorture[] = [
  invalid(
    '3.1.2.1 separators without anything between',
    /via/,
    message(INVITE, {
      Via: 'SIP/2.0/UDP 10.20.1.15;;,;,,',
      Contact: '"Joe" <sip:joe@lab.example>;;;;',
    }),
  ),
  invalid(
    '3.1.2.2 a Content-Length above what came',
    /of the 9999 bytes/,
    [...message(INVITE), 'Content-Length: 9999'],
    SDP,
  ),
  invalid(
    '3.1.2.3 a negative Content-Length',
    /content-length/,
    [...message(INVITE), 'Content-Length: -999'],
    SDP,
  ),
  invalid(
    '3.1.2.4 numbers of a request that are too large',
    /cseq|max-forwards|expires/,
    message(REGISTER, {
      CSeq: '36893488147419103232 REGISTER',
      'Max-Forwards': '300',
      Expires: '10000000000000000000000000000000000000000000000000000000000000000000000',
    }),
  ),
  invalid(
    '3.1.2.5 numbers of an answer that are too large',
    /cseq|retry-after|warning/,
    message('SIP/2.0 503 Service Unavailable', {
      CSeq: '9223372036854775808 OPTIONS',
      'Retry-After': '949302838503028349304023988',
      Warning: '1812 overture "In Progress"',
    }),
  ),
  invalid(
    '3.1.2.6 a quoted string without an end',
    /to that is none/,
    message(INVITE, { To: '"Mr. J. User <sip:j.user@lab.example>' }),
  ),
  invalid(
    '3.1.2.7 brackets around the Request-URI',
    /Request-URI/,
    message('INVITE <sip:302@lab.example> SIP/2.0'),
  ),
  invalid(
    '3.1.2.8 a blank in the Request-URI',
    /three parts/,
    message('INVITE sip:302@lab.example; lr SIP/2.0'),
  ),
  invalid(
    '3.1.2.9 several blanks in the start line',
    /three parts/,
    message('INVITE  sip:302@lab.example  SIP/2.0'),
  ),
  invalid(
    '3.1.2.10 blanks behind the start line',
    /three parts/,
    message('OPTIONS sip:302@lab.example SIP/2.0  '),
  ),
  invalid(
    '3.1.2.11 headers in the Request-URI',
    /headers in its Request-URI/,
    message('INVITE sip:302@lab.example?Route=%3Csip:lab.example%3E SIP/2.0'),
  ),
  invalid(
    '3.1.2.12 a Date of another zone than GMT',
    /date/,
    message(INVITE, { Date: 'Fri, 01 Jan 2010 16:00:00 EST' }),
  ),
  invalid(
    '3.1.2.13 a URI with headers and no brackets',
    /contact/,
    message(REGISTER, { Contact: 'sip:301@lab.example?Route=%3Csip:hop.lab.example%3E' }),
  ),
  invalid(
    '3.1.2.14 blanks within the brackets',
    /to that is none/,
    message(OPTIONS, { To: '"Watson, Thomas" < sip:t.watson@lab.example >' }),
  ),
  invalid(
    '3.1.2.15 a name that needs quotation marks',
    /from/,
    message(OPTIONS, { From: 'Bell, Alexander <sip:a.g.bell@lab.example>;tag=43' }),
  ),
  invalid('3.1.2.16 an unknown version', /version/, message('OPTIONS sip:302@lab.example SIP/7.0')),
  invalid(
    '3.1.2.17 a method that is not that of CSeq',
    /cseq/,
    message(OPTIONS, { CSeq: '8 INVITE' }),
  ),
  invalid(
    '3.1.2.18 an unknown method that is not that of CSeq',
    /cseq/,
    message('NEWMETHOD sip:302@lab.example SIP/2.0', { CSeq: '8 INVITE' }),
  ),
  invalid(
    '3.1.2.19 a status that is too large',
    /status/,
    message('SIP/2.0 4294967301 better not break the receiver'),
  ),
];
