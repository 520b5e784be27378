// The file of soft keys: whoever has one brings it, and names it in `settings.softKeyFile`.

import { ask, type CiscoSideFile } from '../../side-file.js';

export const SOFT_KEY_FILE: CiscoSideFile = {
  sections: [],
  asks: (textAt) => ask(textAt('sipProfile/softKeyFile'), 'soft keys'),
};
