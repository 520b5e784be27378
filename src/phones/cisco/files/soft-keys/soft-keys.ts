// The file of soft keys: whoever has one brings it, and names it in `settings.softKeyFile`.

import type { Site } from '../../../../site/site.js';
import type { BroughtFile } from '../../../driver.js';
import { ask, type CiscoSideFile } from '../../side-file.js';

/** The usual ones: any may be set. */
export const SOFT_KEY_NAME = /^soft-?keys?.*\.xml$/i;

const SETTING = 'softKeyFile';

export const SOFT_KEY_FILE: CiscoSideFile = {
  names: SOFT_KEY_NAME,
  sections: [],
  broughtFiles,
  asks: (textAt) => ask(textAt('sipProfile/softKeyFile'), 'soft keys'),
};

function broughtFiles({ phones }: Site): readonly BroughtFile[] {
  return phones.flatMap(({ settings, placeOf }) => {
    const name = settings[SETTING];
    if (typeof name !== 'string' || name === '') return [];
    return [{ name, what: 'file of soft keys', place: placeOf('settings', SETTING) }];
  });
}
