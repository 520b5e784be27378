// A phone that looks for its configuration by multicast, as it says it.

export interface Asks {
  readonly user?: string;
  readonly method?: string;
  readonly event?: string;
  readonly to?: string;
  readonly contact?: string;
  readonly callId?: string;
}

export const FANVIL_EVENT =
  'ua-profile;profile-type="device";vendor="Fanvil";model="X4";version="2.4.0"';

export function subscribe({
  user = 'MAC=00a859db0462',
  method = 'SUBSCRIBE',
  event = FANVIL_EVENT,
  to = `<sip:${user}@224.0.1.75>`,
  contact = '<sip:10.20.1.50:5060>',
  callId = 'a1@10.20.1.50',
}: Asks = {}): Buffer {
  return Buffer.from(
    [
      `${method} sip:${user}@224.0.1.75 SIP/2.0`,
      'Via: SIP/2.0/UDP 10.20.1.50:5060;branch=z9hG4bK1;rport',
      'Max-Forwards: 5',
      `From: <sip:${user}@224.0.1.75>;tag=77`,
      `To: ${to}`,
      `Call-ID: ${callId}`,
      `CSeq: 1 ${method}`,
      `Contact: ${contact}`,
      `Event: ${event}`,
      'Expires: 0',
      'Accept: application/url',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
  );
}
