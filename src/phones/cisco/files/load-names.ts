// Names of firmware: which phones it is for, which protocol they speak with it, and which version it is.

import type { FirmwareOf } from '../../../site/firmware.js';
import type { ModelFacts } from '../../../site/model.js';
import { factsOf } from '../tables/facts.js';

/** What a phone without firmware asks for: its model's own entry, in two digits. */
export const FIRST_LOAD = /^term(\d\d)\.default\.loads$/i;
/** `SIP31.8-5-3SR1S.loads`, `SCCP31.9-2-1S.loads`. */
const LOAD = /^(SIP|SCCP)(\d\d)\.(.+?)(?:\.loads)?$/i;
/** `jar31sip.8-5-3ES4.sbn`, `dsp31.8-5-3ES4.sbn`. */
const PART = /^[a-z]+(\d\d)(sip|sccp)?\.(.+)\.sbn$/i;

/** Pairs of models that take one load: the digits of the other in its name. */
const SAME_LOAD: Readonly<Record<string, string>> = {
  '06': '11',
  '61': '41',
  '62': '42',
  '65': '45',
  '71': '70',
};

/** Whether a phone such as `7941G-GE` takes what the load is for. A name of another form is taken for right. */
export function isLoadFor(phone: string, load: string): boolean {
  const [, , digits] = LOAD.exec(load) ?? [];
  const own = phone.slice(2, 4);
  return digits === undefined || (SAME_LOAD[digits] ?? digits) === (SAME_LOAD[own] ?? own);
}

/** Ids of our models that take what has these digits in its name. */
export function modelsOfLoad(digits: string, models: readonly ModelFacts[]): readonly string[] {
  const prefixes = [digits, SAME_LOAD[digits]].map((each) => `SIP${each}.`);
  return models
    .filter(({ vendor }) => vendor === 'cisco')
    .filter((model) => prefixes.includes(factsOf(model).loadPrefix))
    .map(({ id }) => id);
}

/** What a phone of the model asks for when its flash is empty. */
export function firstLoadOf(model: ModelFacts): string | undefined {
  const [, , digits] = LOAD.exec(`${factsOf(model).loadPrefix}0`) ?? [];
  return digits === undefined ? undefined : `term${digits}.default.loads`;
}

/** `parts`: what it names; a first load tells its version by them alone. Undefined: the name is of another kind. */
export function firmwareOf(
  name: string,
  parts: readonly string[],
  models: readonly ModelFacts[],
): FirmwareOf | undefined {
  const [, protocol, digits, version] = LOAD.exec(name) ?? [];
  if (digits !== undefined) return describe(digits, models, protocol, version);
  const [, first] = FIRST_LOAD.exec(name) ?? [];
  const told = [name, ...parts].flatMap((each) => {
    const [, ofPhones = '', spoken, ofPart = ''] = PART.exec(each) ?? [];
    return ofPhones === '' ? [] : [{ ofPhones, spoken, ofPart }];
  });
  const part = told.find(({ spoken }) => spoken !== undefined) ?? told[0];
  const known = first ?? part?.ofPhones;
  return known === undefined ? undefined : describe(known, models, part?.spoken, part?.ofPart);
}

function describe(
  digits: string,
  models: readonly ModelFacts[],
  protocol: string | undefined,
  version: string | undefined,
): FirmwareOf {
  const spoken = [protocol?.toUpperCase(), version && withDots(version)].filter(
    (each) => each !== undefined,
  );
  return {
    phones: phonesOfLoad(digits),
    models: modelsOfLoad(digits, models),
    ...(spoken.length > 0 && { version: spoken.join(' ') }),
  };
}

/** All that take it: `Cisco 7941G/7961G`. */
function phonesOfLoad(digits: string): string {
  const first = SAME_LOAD[digits] ?? digits;
  const others = Object.keys(SAME_LOAD).filter((each) => SAME_LOAD[each] === first);
  const all = [first, ...others].toSorted();
  return `Cisco ${all.map((each) => `79${each}G`).join('/')}`;
}

function withDots(version: string): string {
  return version.replace(/^(\d+)-(\d+)-(?=\d)/, '$1.$2.');
}
