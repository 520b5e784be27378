// Files of this vendor's phones that are no configuration.

import type { Content } from '../../recognise/content.js';
import type { FileKind, Reference } from '../../recognise/file-kind.js';
import { begins } from '../tables/kinds.js';
import { parseManifest, pathOfImage } from './manifest.js';
import { judgeBootList, judgeImage, judgeManifest } from './manifest-rules.js';

export const OTHER_KINDS: readonly FileKind[] = [
  {
    id: 'firmware-list',
    asItIs: true,
    what: 'where a Fanvil phone finds newer firmware',
    name: /_hwv?\d+_\d+\.txt$/i,
    holds: begins(/^\s*Version\s*=.*\r?\n\s*Firmware\s*=/i),
    refers: refersOfManifest,
    judge: judgeManifest,
  },
  {
    id: 'firmware-image',
    asItIs: true,
    what: 'an image of firmware for Fanvil phones',
    name: /^(x|h|i|v|w|a|pa|fanvil)[\w.-]*\d[\w.-]*\.z$/i,
    asked: 'never',
    judge: judgeImage,
  },
  {
    id: 'boot-list',
    asItIs: true,
    what: 'the list of files that a Fanvil phone asks for first',
    name: /^([0-9a-f]{12}|f0{11})\.boot$/i,
    judge: judgeBootList,
  },
];

/** The server in the address may be another one: whoever has the file anywhere in the folder has it. */
function refersOfManifest({ text }: Content): readonly Reference[] {
  const manifest = parseManifest(text?.text ?? '');
  const path = pathOfImage(manifest);
  const { firmware } = manifest;
  if (path === undefined || !firmware || /[{}]/.test(path)) return [];
  const { line, col } = firmware;
  return [
    { name: path, what: 'image of the firmware', need: 'required', anywhere: true, line, col },
  ];
}
