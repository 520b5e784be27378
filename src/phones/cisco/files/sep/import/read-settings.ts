// The settings of a model that a file says where a template has them: of the phone, or of one line.

import type { Draft } from '../../../../../site/draft.js';
import type { Model } from '../../../../../site/model.js';
import { settingsSaid } from '../../../../packs/setting-value.js';
import type { CiscoData } from '../../../tables/data.js';
import { findElementRule } from '../../../tables/lengths.js';
import type { Said } from './said.js';

/** Those that only decide are found elsewhere. */
export function readSettings(
  said: Said,
  model: Model,
  { elements }: Pick<CiscoData, 'elements'>,
): Draft {
  return settingsSaid(model, (name) => {
    const found = said.find(`settings.${name}`);
    const rule = found && findElementRule(elements, `device/${found.path}`);
    return found && { text: found.text, anyCase: rule?.anyCase };
  });
}
