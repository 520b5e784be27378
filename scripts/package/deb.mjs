// A staged folder -> a Debian package: the same below /usr, the service and its user, and what dpkg has to do.

import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGING = fileURLToPath(new URL('../../packaging', import.meta.url));
/** From packaging/ to the system. */
const FILES = {
  'systemd/offhook.service': 'usr/lib/systemd/system/offhook.service',
  'systemd/offhook-tftp.socket': 'usr/lib/systemd/system/offhook-tftp.socket',
  'debian/service.conf': 'usr/lib/systemd/system/offhook.service.d/10-package.conf',
  'debian/sysusers.conf': 'usr/lib/sysusers.d/offhook.conf',
  'debian/tmpfiles.conf': 'usr/lib/tmpfiles.d/offhook.conf',
  'sysctl/60-offhook.conf': 'usr/lib/sysctl.d/60-offhook.conf',
};
const SCRIPTS = ['postinst', 'prerm', 'postrm'];

const control = ({ arch, version, kilobytes }) => `Package: offhook
Version: ${version}
Architecture: ${arch}
Maintainer: offhook <offhook@offhook.invalid>
Section: net
Priority: optional
Installed-Size: ${kilobytes}
Depends: libc6 (>= 2.28), libstdc++6, systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles
Suggests: bash-completion
Description: desk phones from the box to dial tone
 One inventory of desk phones, checked, rendered, and served to them by DHCP,
 TFTP and HTTP; or written to a folder for another server. With a Node.js
 runtime of its own.
`;

/**
 * Takes the folder with it. Returns the path of the package.
 * @param {string} folder
 * @param {string} out
 * @param {{ arch: string, version: string, quick: boolean }} about
 */
export function buildDeb(folder, out, { arch, version, quick }) {
  const root = `${folder}.deb`;
  mkdirSync(join(root, 'DEBIAN'), { recursive: true });
  renameSync(folder, join(root, 'usr'));
  for (const [from, to] of Object.entries(FILES)) {
    mkdirSync(join(root, dirname(to)), { recursive: true });
    cpSync(join(PACKAGING, from), join(root, to));
  }
  for (const name of SCRIPTS)
    copyFileSync(join(PACKAGING, 'debian', name), join(root, 'DEBIAN', name));
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', root]);
  execFileSync('chmod', ['755', ...SCRIPTS.map((name) => join(root, 'DEBIAN', name))]);
  const [kilobytes] = execFileSync('du', ['-sk', join(root, 'usr')], { encoding: 'utf8' }).split(
    '\t',
  );
  writeFileSync(join(root, 'DEBIAN/control'), control({ arch, version, kilobytes }));
  const path = join(out, `offhook_${version}_${arch}.deb`);
  const compress = quick ? ['-Zgzip', '-z1'] : ['-Zxz', '-z6'];
  execFileSync('dpkg-deb', ['--root-owner-group', ...compress, '--build', root, path], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return path;
}
