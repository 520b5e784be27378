// The file of soft keys: whoever has one brings it, and names it in `settings.softKeyFile`.

import type { Site } from '../../../../site/site.js';
import type { BroughtFile } from '../../../driver.js';
import { ask, type CiscoSideFile } from '../../side-file.js';
import { lintSoftKeys } from './lint-soft-keys.js';
import { SOFT_KEY_RULES } from './soft-key-rules.js';

/** The usual ones: any may be set. */
const NAME = /^soft-?keys?.*\.xml$/i;

const SETTING = 'softKeyFile';

export const SOFT_KEY_FILE: CiscoSideFile = {
  names: NAME,
  sections: [],
  rules: [SOFT_KEY_RULES],
  kinds: [
    {
      id: 'soft-keys',
      asItIs: true,
      what: 'a file of soft keys for Cisco phones',
      name: NAME,
      asked: 'never',
      roots: ['softKeyCfg'],
      lint: lintSoftKeys,
    },
  ],
  broughtFiles,
  asks: (textAt) => ask(textAt('sipProfile/softKeyFile'), 'file of soft keys'),
  missingHint: 'put it there, or leave softKeyFile empty: phones have soft keys of their own',
};

function broughtFiles({ phones }: Site): readonly BroughtFile[] {
  return phones.flatMap(({ settings, placeOf }) => {
    const name = settings[SETTING];
    if (typeof name !== 'string' || name === '') return [];
    return [{ name, what: 'file of soft keys', place: placeOf('settings', SETTING) }];
  });
}
