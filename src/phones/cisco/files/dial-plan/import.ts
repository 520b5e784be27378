// A dial template that somebody brings -> a plan of an inventory.

import { readXml } from '../../../../render/xml/check.js';
import type { XmlElement } from '../../../../render/xml/tree.js';
import type { Draft } from '../../../../site/draft.js';
import { type ForeignFile, type ImportRemark, textOf } from '../../../importer.js';
import type { SideFileReader } from '../../side-file.js';
import { DIAL_PLAN_FIELD, DIAL_PLANS } from './section.js';

export const DIAL_PLAN_READER: SideFileReader = {
  kind: 'dial-plan',
  read(root, { name }) {
    const { rules, remarks } = readDialPlan(root);
    if (rules.length === 0) return { remarks };
    return { sections: { [DIAL_PLANS.name]: { [planName(name)]: rules } }, remarks };
  },
  chosen(said, find) {
    const plan = find(said('dialTemplate'));
    return plan && isPlan(plan) ? { [DIAL_PLAN_FIELD]: planName(plan.name) } : {};
  },
};

interface DialPlanReading {
  readonly rules: readonly Draft[];
  readonly remarks: readonly ImportRemark[];
}

const KNOWN = ['match', 'timeout', 'user', 'rewrite', 'route', 'tone'];

function readDialPlan(root: XmlElement): DialPlanReading {
  const remarks: ImportRemark[] = [];
  const rules = root.children.flatMap((element): readonly Draft[] => {
    const { name } = element;
    const rule = name.toUpperCase() === 'TEMPLATE' ? readRule(element, remarks) : undefined;
    if (rule === undefined && name !== 'versionStamp') {
      const message = `<${name}> is not carried over: it is no rule with a MATCH`;
      remarks.push({ code: 'import/not-carried', at: element, message });
    }
    return rule ? [rule] : [];
  });
  return { rules, remarks };
}

function readRule(element: XmlElement, remarks: ImportRemark[]): Draft | undefined {
  const valueBy = (name: string) =>
    element.attributes.find((each) => each.name.toLowerCase() === name)?.value ?? '';
  const match = valueBy('match');
  if (match === '') return undefined;
  for (const attribute of element.attributes) {
    if (KNOWN.includes(attribute.name.toLowerCase())) continue;
    const message = `${attribute.name} of the rule "${match}" is not carried over: plans have no such word`;
    remarks.push({ code: 'import/not-carried', at: attribute, message });
  }
  const timeout = valueBy('timeout');
  const user = valueBy('user').toLowerCase();
  const tone = valueBy('tone');
  const isCount = /^\d{1,3}$/.test(timeout);
  const isUser = user === 'phone' || user === 'ip';
  if (timeout !== '' && !isCount)
    refuse('Timeout', timeout, 'it is no number of seconds, and 0 stands for it');
  if (user !== '' && !isUser) refuse('User', valueBy('user'), 'it is neither phone nor IP');
  return {
    match,
    timeout: isCount ? Number(timeout) : 0,
    ...(isUser && { user }),
    ...(valueBy('rewrite') !== '' && { rewrite: valueBy('rewrite') }),
    ...(valueBy('route') !== '' && { route: valueBy('route') }),
    ...(tone !== '' && { tones: [tone] }),
  };

  function refuse(name: string, value: string, why: string): void {
    const message = `${name} "${value}" of the rule "${match}" is not carried over: ${why}`;
    remarks.push({ code: 'import/not-carried', at: element, message });
  }
}

function isPlan(file: ForeignFile): boolean {
  const root = readXml(textOf(file));
  if (root?.name.toUpperCase() !== 'DIALTEMPLATE') return false;
  return readDialPlan(root).rules.length > 0;
}

/** `dialplan-office.xml` is the file of the plan `office`. */
function planName(name: string): string {
  const [stem = ''] = name.split('.');
  const short = stem.replace(/^dialplan-(?=.)/i, '');
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(short) ? short : 'dialplan';
}
