// dialplan.xml and its like: which digits are a whole number, and what is sent for them.

import { chosenFrom, entriesOf } from '../../../../site/section.js';
import type { PhoneSurroundings } from '../../../../site/site.js';
import type { FilePlan } from '../../../driver.js';
import { ask, type CiscoSideFile, SHARED_FILE } from '../../side-file.js';
import { checkDialPlan } from './check-dial-plan.js';
import { DIAL_RULES } from './dial-rules.js';
import {
  DIAL_TEMPLATE_ROOT_RULES,
  DIAL_TEMPLATE_RULES,
  lintDialTemplate,
} from './lint-dial-template.js';
import { SAME_PATTERN_RULES } from './same-pattern.js';
import { DIAL_PLANS, type DialPlan, SECTION_CODES } from './section.js';
import { dialPlanView } from './view.js';

const NAME = /^dialplan.*\.xml$/i;

export const DIAL_PLAN_FILES: CiscoSideFile = {
  names: NAME,
  hint: 'calls-need-it',
  sections: [DIAL_PLANS],
  rules: [
    SECTION_CODES,
    DIAL_RULES,
    SAME_PATTERN_RULES,
    DIAL_TEMPLATE_RULES,
    DIAL_TEMPLATE_ROOT_RULES,
  ],
  check: (site) => entriesOf(site, DIAL_PLANS).flatMap(checkDialPlan),
  plan: (site) => entriesOf(site, DIAL_PLANS).flatMap((plan) => planFile(plan, site)),
  kinds: [
    {
      id: 'dial-plan',
      what: 'a dial plan for Cisco phones',
      name: NAME,
      asked: 'never',
      roots: ['DIALTEMPLATE', 'dialTemplate'],
      lint: lintDialTemplate,
    },
  ],
  tell(phone, site) {
    const plan = chosenFrom(DIAL_PLANS, phone);
    return { dialTemplate: plan?.rules.length ? nameOf(plan, site) : '' };
  },
  // Owners report that a phone whose dial template is missing cannot dial.
  asks: (textAt) => ask(textAt('sipProfile/dialTemplate'), 'dial plan', 'required'),
  async loadReader() {
    const { DIAL_PLAN_READER } = await import('./import.js');
    return DIAL_PLAN_READER;
  },
};

function planFile(plan: DialPlan, site: PhoneSurroundings): readonly FilePlan[] {
  const [rule] = plan.rules;
  if (!rule) return [];
  return [
    {
      ...SHARED_FILE,
      name: nameOf(plan, site),
      place: rule.place,
      render: (templates) =>
        templates.render('cisco/shared/dial-template.hbs', 'xml', dialPlanView(plan)),
    },
  ];
}

function nameOf({ name }: DialPlan, site: PhoneSurroundings): string {
  return entriesOf(site, DIAL_PLANS).length === 1 ? 'dialplan.xml' : `dialplan-${name}.xml`;
}
