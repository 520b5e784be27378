// Stand-ins for a firmware's files, as the first look has them, too.

export { loadsFile, partFile } from '../../../scripts/stand-in-firmware.mjs';
