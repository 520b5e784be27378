// What is said of an account, wherever it stands -> the fields of its entry under `lines`.

import { createSecret } from '../core/secret.js';
import { dialledFault } from '../core/user-part.js';
import type { Draft } from './draft.js';

/** As it is written; empty: nothing is said of it. */
export interface SaidAccount {
  readonly number: string;
  readonly displayName: string;
  readonly authName: string;
  readonly password: string;
  readonly voicemail: string;
}

/** Without what the number says as well, and what nobody can dial. */
export function accountFields(said: SaidAccount): Draft {
  const { number, displayName, authName, password, voicemail } = said;
  return {
    ...(displayName !== '' && displayName !== number && { name: displayName }),
    ...secretField('password', password),
    ...(authName !== '' && authName !== number && { authName }),
    ...(voicemail !== '' && dialledFault(voicemail) === undefined && { voicemail }),
  };
}

/** Nothing for an empty text. */
export function secretField(name: string, text: string): Draft {
  return text === '' ? {} : { [name]: createSecret(text) };
}
