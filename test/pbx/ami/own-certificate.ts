// A certificate that openssl makes, and that no authority vouches for.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface OwnCertificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  /** SHA-256, as openssl prints it: `AB:CD:…`. */
  readonly fingerprint: string;
}

/** Its files are left in the folder. */
export function makeCertificate(folder: string): OwnCertificate {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const openssl = (words: string) =>
    execFileSync('openssl', words.split(' '), { stdio: 'pipe', encoding: 'utf8' });
  openssl(
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=pbx -keyout ${key} -out ${cert}`,
  );
  const printed = openssl(`x509 -in ${cert} -noout -fingerprint -sha256`);
  return {
    key: readFileSync(key, 'utf8'),
    cert: readFileSync(cert, 'utf8'),
    fingerprint: printed.trim().replace(/^.*=/, ''),
  };
}
