// The host of a SIP URI and of `host:port`, as Asterisk writes them.

const URI_HOST = /^sips?:(?:[^@]*@)?(\[[^\]]+\]|[^:;?>]+)/i;

/** Of `sip:7001@10.20.1.153:5060;transport=udp`; an address of IPv6 without its brackets. */
export function addressOfUri(uri: string): string | undefined {
  const [, host] = URI_HOST.exec(uri) ?? [];
  return host === undefined ? undefined : bare(host);
}

/** Of `10.20.1.153:5060`, `[2001:db8::1]:5060` and each without its port. */
export function hostOf(text: string): string | undefined {
  const [, host] = /^(\[[^\]]+\]|[^:]+)(?::\d+)?$/.exec(text) ?? ['', text];
  return host === '' || host === undefined ? undefined : bare(host);
}

function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
