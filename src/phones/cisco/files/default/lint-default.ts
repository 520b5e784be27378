// XMLDefault.cnf.xml: which firmware an unknown phone gets.

import { attributeOf, type XmlElement } from '../../../../render/xml/tree.js';
import type { LintFinding } from '../../../driver.js';
import { finding, type Linter, type LintInput } from '../../lint/lint-finding.js';

const LOAD = /^loadInformation(\d*)$/;

export const lintDefault: Linter = (root, input) =>
  root.children.flatMap((element) => {
    const number = LOAD.exec(element.name)?.[1];
    return number === undefined
      ? []
      : [...lintNumber(element, number, input), ...lintFirmware(element)];
  });

function lintNumber(
  element: XmlElement,
  number: string,
  { data }: LintInput,
): readonly LintFinding[] {
  const warn = (message: string, hint: string) => [finding('warning', element, message, hint)];
  if (number === '') {
    return warn('loadInformation lacks the number of a model', 'only SEP files have it without');
  }
  if (/^0/.test(number) && number !== '00007') {
    return warn(`${element.name} begins with a zero`, `write loadInformation${Number(number)}`);
  }
  const model = attributeOf(element, 'model');
  const [, name] = / (\d{4}(?:G-GE)?)\b/.exec(model?.value ?? '') ?? [];
  const right = name === undefined ? undefined : data.modelNumbers[name];
  if (!model || right === undefined || right === Number(number)) return [];
  return [
    finding('warning', model, `${element.name} is not the ${name}'s`, `its number is ${right}`),
  ];
}

function lintFirmware(element: XmlElement): readonly LintFinding[] {
  if (!element.text.endsWith('.loads')) return [];
  const message = `the load "${element.text}" ends in .loads`;
  return [finding('error', element, message, 'leave that out: the phone adds it')];
}
