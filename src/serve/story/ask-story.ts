// What commands ask a running server about its phones.

import { join } from 'node:path';
import { codedError, codeOf } from '../../core/coded-error.js';
import type { Mac } from '../../core/mac.js';
import type { PhoneAnswer, PhoneRow } from '../../page/wire/phone.js';
import type { SiteAnswer, StrangerAnswer } from '../../page/wire/site.js';
import { ask, WHY_SILENT } from '../ask-socket.js';
import { SERVER_SOCKET } from '../server-socket.js';

export interface StoryAsker {
  site(): Promise<SiteAnswer>;
  /** `heardSeconds`: only those that were heard within so long. */
  phones(heardSeconds?: number): Promise<readonly PhoneRow[]>;
  phone(mac: Mac): Promise<PhoneAnswer>;
  strangers(): Promise<readonly StrangerAnswer[]>;
  /** Among the strangers; false: no more. */
  ignore(mac: Mac, ignored: boolean): Promise<void>;
}

/** Each rejects, with a sentence that says what to do, where no server answers. */
export function askStory(stateDir: string): StoryAsker {
  const ask = sayToServer(stateDir);
  const say = async (method: 'GET' | 'PUT' | 'DELETE', url: string) =>
    (await ask(method, url)).said;
  const get = (url: string) => say('GET', url);
  return {
    site: async () => JSON.parse(await get('/site')),
    phone: async (mac) => JSON.parse(await get(`/phones/${mac}`)),
    strangers: async () => JSON.parse(await get('/strangers')),
    ignore: async (mac, ignored) =>
      void (await say(ignored ? 'PUT' : 'DELETE', `/strangers/${mac}/ignored`)),
    async phones(heardSeconds) {
      const query = heardSeconds === undefined ? '' : `?heard=${heardSeconds}`;
      const lines = (await get(`/phones${query}`)).split('\n').filter((line) => line !== '');
      return lines.map((line): PhoneRow => JSON.parse(line));
    },
  };
}

/**
 * Asks the server of this state folder. Rejects, with a sentence that says what to do, where none answers, and where it says
 * anything but 200 or one of `refusals`.
 */
export function sayToServer(stateDir: string, refusals: readonly number[] = []) {
  const path = join(stateDir, SERVER_SOCKET);
  return async (...asked: AskedOfServer) => {
    const { status = 0, said } = await ask(path, ...asked).catch((cause: unknown) => {
      const code = codeOf(cause) ?? 'EIO';
      const why = WHY_SILENT[code] ?? code;
      throw codedError(
        code,
        `no server answers at ${path}: ${why} (--state-dir names that of "offhook serve")`,
        cause,
      );
    });
    if (status === 200 || refusals.includes(status)) return { status, said };
    if (status === 409) throw codedError('EIO', `the server at ${path} refuses that: ${said}`);
    throw codedError('EIO', `the server at ${path} cannot answer: ${said}`);
  };
}

type AskedOfServer = Parameters<typeof ask> extends [string, ...infer Rest] ? Rest : never;
