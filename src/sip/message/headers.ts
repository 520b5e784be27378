// Finds headers of a message, whatever form their names have, and takes comma lists apart.

import { fullName, mayBeList } from './header-names.js';
import type { SipMessage } from './message.js';
import { cutAt } from './quoting.js';

type WithHeaders = Pick<SipMessage, 'headers'>;

/** The first value; of a comma list its first member. Undefined: there is no such header. */
export function headerOf(message: WithHeaders, name: string): string | undefined {
  const wanted = fullName(name);
  const found = message.headers.find((each) => fullName(each.name) === wanted);
  if (found === undefined || !mayBeList(wanted)) return found?.value;
  return splitList(found.value)[0];
}

/** Every value in order, comma lists taken apart where the header may be one. */
export function headersOf(message: WithHeaders, name: string): readonly string[] {
  const wanted = fullName(name);
  const isList = mayBeList(wanted);
  return message.headers.flatMap((each) => {
    if (fullName(each.name) !== wanted) return [];
    return isList ? splitList(each.value) : [each.value];
  });
}

/** At commas outside of quotation marks and angle brackets. Empty members stay: who reads them refuses them. */
function splitList(value: string): readonly string[] {
  return value === '' ? [] : cutAt(value, ',').map((each) => each.trim());
}
