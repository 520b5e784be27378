// Why a manager interface (AMI) is not connected, in words: what is the matter, and what to do.

import { codeOf, messageOf } from '../../core/coded-error.js';
import { maskedStart } from '../../core/secret-in-text.js';
import { type Trouble, troubleOf } from '../trouble.js';
import type { AmiReadFault } from './codec.js';
import { LOGIN_REFUSED } from './retry.js';
import type { AmiFault, AmiServer } from './session.js';

/** Another than the inventory names. */
export const OTHER_CERTIFICATE = 'ERR_TLS_FINGERPRINT';

const WORDS: Readonly<Record<Trouble, string>> = {
  closed:
    'nothing listens there: look whether Asterisk runs, and at "enabled", "bindaddr" and "port" in its manager.conf',
  'closed-tls':
    'nothing listens there: look whether Asterisk runs, and at "tlsenable" and "tlsbindaddr" in its manager.conf',
  ended:
    'it ended the connection: look whether it restarts, and at "authlimit" in its manager.conf',
  'no-way': 'no way leads there: look at "host" of the AMI, and at the network',
  'no-name': 'the name is not found: look at "host" of the AMI, and at the DNS',
  silent: 'no answer came in time: look at "host" and "port" of the AMI, and at firewalls',
  'no-tls':
    'it does not speak TLS there: look at "tlsenable" and "tlsbindaddr" in its manager.conf; its port with TLS is 5039 by custom',
  'tls-there':
    'TLS is spoken there: write "tls" of the AMI, or name the port without, which is 5038 by custom',
  'other-interface':
    'what answers there speaks HTTP: that is no manager port; look at "port" of the AMI, which is 5038 by custom, and 5039 with TLS',
  'not-trusted':
    'its certificate is not trusted here: if that is the manager port with TLS, which is 5039 by custom, name its SHA-256 as "tls: { fingerprint: … }", or let an authority sign it that this system knows',
  'too-old': 'its certificate is too old: give it a new one',
};

/** What Node throws of a socket that was to be, or was, connected. */
export function faultOfError(error: unknown, server: AmiServer): AmiFault {
  const code = codeOf(error) ?? 'EIO';
  const trouble = troubleOf(code, server.tls !== undefined);
  return fault(server, code, trouble ? WORDS[trouble] : maskedStart(messageOf(error)));
}

/** What was found where it was looked for. */
export function faultOfTrouble(trouble: Trouble, server: AmiServer): AmiFault {
  return fault(server, 'EBADMSG', WORDS[trouble]);
}

/** Asterisk does not say which of the three it is. */
export function loginRefused(server: AmiServer, said: string): AmiFault {
  const what =
    `refuses the login of "${server.user}" ("${maskedStart(said)}"): look at the name, at the secret, and ` +
    'whether "permit" of this user in its manager.conf has the address of this machine';
  return fault(server, LOGIN_REFUSED, what);
}

export function unreadable(server: AmiServer, what: AmiReadFault): AmiFault {
  return fault(server, 'EBADMSG', `it ${what}`);
}

export function otherCertificate(server: AmiServer, found: string): AmiFault {
  const what = `its certificate is another than "fingerprint" names: it has ${found}; write that if it is the right one`;
  return fault(server, OTHER_CERTIFICATE, what);
}

export function silent(server: AmiServer): AmiFault {
  return fault(server, 'ETIMEDOUT', WORDS.silent);
}

export function endedByOther(server: AmiServer): AmiFault {
  return fault(server, 'ECONNRESET', WORDS.ended);
}

export function endedByUs(server: AmiServer): AmiFault {
  return fault(server, 'ECANCELED', 'this end closed it');
}

function fault(server: AmiServer, code: string, what: string): AmiFault {
  return { code, message: `${nameOf(server)}: ${what}` };
}

export function nameOf({ host, port }: AmiServer): string {
  return `AMI of ${host}:${port}`;
}
