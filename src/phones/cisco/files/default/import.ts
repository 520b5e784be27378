// XMLDefault.cnf.xml that somebody brings -> the firmware of each model that offhook has.

import type { XmlElement } from '../../../../render/xml/tree.js';
import type { Draft } from '../../../../site/draft.js';
import type { Model } from '../../../../site/model.js';
import type { ImportRemark } from '../../../importer.js';
import { factsOf } from '../../tables/facts.js';

export interface DefaultReading {
  /** Under `defaults.models`. */
  readonly models: Draft;
  readonly remarks: readonly ImportRemark[];
}

const LOAD = /^loadInformation0*(\d+)$/;

export function readDefault(root: XmlElement, models: readonly Model[]): DefaultReading {
  const found: Record<string, Draft> = {};
  const remarks: ImportRemark[] = [];
  for (const element of root.children) {
    const number = LOAD.exec(element.name)?.[1];
    const model = models.find((each) => String(factsOf(each).modelNumber) === number);
    const isOurs = model && element.text.startsWith(factsOf(model).loadPrefix);
    if (isOurs) found[model.id] ??= { firmware: element.text };
    else if (holdsText(element)) remarks.push(notCarried(element, number));
  }
  return { models: found, remarks };
}

/** The port of SCCP phones, which all such files have, says nothing. */
function holdsText({ name, text, children }: XmlElement): boolean {
  return (text !== '' && name !== 'ethernetPhonePort') || children.some(holdsText);
}

function notCarried(at: XmlElement, number: string | undefined): ImportRemark {
  const why =
    number === undefined
      ? 'the file of unknown phones says firmware alone'
      : 'no model of offhook has SIP firmware of that number';
  return {
    code: 'import/not-carried',
    at,
    message: `<${at.name}> is not carried over: ${why}`,
  };
}
