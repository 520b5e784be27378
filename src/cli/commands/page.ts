// `offhook page`: the link that logs a browser in, for who may read the token.

import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { codedError, codeOf } from '../../core/coded-error.js';
import { jsonText } from '../../core/printable.js';
import { findToken, makeToken } from '../../page/token.js';
import { prepareState } from '../../serve/prepare-state.js';
import { askStory } from '../../serve/story/ask-story.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { chooseStateDir } from '../state-dir.js';
import type { StatusOptions } from './status.js';

export interface PageOptions extends StatusOptions {
  /** As `serve` was given it. */
  readonly pageTokenFile?: string;
}

/** Where no server answers, the token for its next start is made if there is none; that one is there already is no answer. */
export async function page(options: PageOptions, io: Io): Promise<number> {
  const stateDir = chooseStateDir(options.stateDir, io);
  const { pageTokenFile: named } = options;
  const file = named === undefined ? undefined : resolve(io.cwd, named);
  const token = await findToken({ stateDir, ...(file !== undefined && { file }) });
  const site = await askStory(stateDir)
    .site()
    .catch((cause: unknown) => {
      if (token !== undefined || codeOf(cause) !== 'ENOENT') throw cause;
      return undefined;
    });
  if (!site) {
    prepareState(stateDir);
    await makeToken(stateDir, randomBytes);
    io.out(`made a token in ${stateDir}: "offhook serve" takes it at its next start there\n`);
    return EXIT.ok;
  }
  const { page: url } = site.server;
  if (url === undefined) {
    throw codedError(
      'ENOENT',
      'this server has no page: its log says why, or it was started with --page off',
    );
  }
  if (token === undefined) throw codedError('ENOENT', NOT_HERE);
  const link = `${url}#token=${token}`;
  io.out(options.format === 'json' ? jsonText({ version: 1, page: url, link }) : `${link}\n`);
  return EXIT.ok;
}

const NOT_HERE =
  "the page's token is not in the state folder: name its file with --page-token-file, as the server got it";
