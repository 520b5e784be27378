// What the desk says, as a reply.

import type { Reply } from '../../page/route.js';
import type { DeskAnswer, DeskAnswers, DeskSubject } from '../desk/questions.js';

/** 422: what was asked cannot be; 409: something else came between; 500: the inventory cannot be read. */
export function fromDesk<S extends DeskSubject>(
  said: DeskAnswer<S>,
  tell: (answer: DeskAnswers[S]) => Reply,
): Reply {
  if ('answer' in said) return tell(said.answer);
  if ('refused' in said) return { status: 422, body: `${said.refused}\n` };
  return { status: said.code === 'EAGAIN' ? 409 : 500, body: `${said.failed}\n` };
}
