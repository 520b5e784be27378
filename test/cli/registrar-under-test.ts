// A server of files, and a registrar that knows one password.

import { createHash } from 'node:crypto';
import { later } from '../../src/core/later.js';
import type { AnswerRequest } from '../../src/sip/agent/user-agent.js';
import { headerOf } from '../../src/sip/message/headers.js';
import { createFolder, offhook, SECRETS } from './cli-under-test.js';

/** Serves the inventory while `act` runs, which is given the port of TFTP. */
export async function whileServed<T>(
  inventory: string,
  act: (tftp: string) => Promise<T>,
): Promise<T> {
  const folder = createFolder({ 'offhook.yaml': inventory });
  const stop = new AbortController();
  const acting = later<T | Promise<T>>();
  const serving = offhook(
    folder,
    ['serve', '--address', '127.0.0.1', '--tftp-port', '0', '--no-watch', '--dhcp', 'off'],
    {
      env: SECRETS,
      stop: stop.signal,
      onOut(text) {
        const [, port] = /TFTP +127\.0\.0\.1:(\d+)/.exec(text) ?? [];
        if (port !== undefined) acting.resolve(act(port));
      },
    },
  );
  try {
    return await acting.promise;
  } finally {
    stop.abort();
    await serving;
  }
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Takes who knows the password, as RFC 2617 has it. */
export function registrar(password: string, heard: string[] = []): AnswerRequest {
  return ({ request }) => {
    const said = headerOf(request, 'Authorization') ?? '';
    const [, response] = /response="(\w+)"/.exec(said) ?? [];
    const right = md5(`${md5(`7001:lab:${password}`)}:n1:${md5('REGISTER:sip:pbx.lab.example')}`);
    heard.push([headerOf(request, 'Expires'), headerOf(request, 'Contact')].join(' '));
    if (response === right) return { status: 200, headers: [{ name: 'Expires', value: '120' }] };
    return {
      status: 401,
      headers: [{ name: 'WWW-Authenticate', value: 'Digest realm="lab", nonce="n1"' }],
    };
  };
}
