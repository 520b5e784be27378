// DHCP options as other servers write them -> fields of a network, or its options by number.

import type { WrittenOption as OptionInput } from '../../core/dhcp-option-forms.js';
import { optionCodes } from '../../core/dhcp-option-names.js';
import { optionRow } from '../../core/dhcp-options.js';
import { parseIpv4 } from '../../core/ipv4.js';
import type { Draft, DraftValue } from '../../site/draft.js';
import { optionFault } from '../resolve/option-fault.js';
import type { ForeignRemark } from './foreign.js';

export interface WrittenOption {
  readonly code: number;
  /** As the server says it: `routers`, `150`. */
  readonly name: string;
  /** Without quotes. */
  readonly values: readonly string[];
  readonly line: number;
}

const CODES = optionCodes();

export function codeOf(name: string): number | undefined {
  if (/^\d{1,3}$/.test(name)) return Number(name);
  return CODES.get(name);
}

export interface OptionFields {
  readonly fields: Draft;
  readonly remarks: readonly ForeignRemark[];
}

/** Those that say it last hold. */
export function readOptions(options: readonly WrittenOption[]): OptionFields {
  const fields: Record<string, DraftValue> = {};
  const others: Record<string, Draft> = {};
  const remarks: ForeignRemark[] = [];
  for (const option of options) {
    const { code, name, values, line } = option;
    const row = optionRow(code);
    const field = fieldOf(option);
    if (field) Object.assign(fields, field);
    else if (row && 'reserved' in row && row.reserved) continue;
    else {
      const form = formOf(code, values);
      if (form && !optionFault(code, form)) others[String(code)] = form;
      else remarks.push({ code: 'import/not-carried', line, message: notCarried(name) });
    }
  }
  const isEmpty = Object.keys(others).length === 0;
  return { fields: { ...fields, ...(!isEmpty && { options: others }) }, remarks };
}

function notCarried(name: string): string {
  return `option ${name} is not carried over: write it under options of the network, in its form`;
}

/** Undefined: no field says it. A server of files that is named by name stays an option. */
function fieldOf({ code, values }: WrittenOption): Draft | undefined {
  const [first = ''] = values;
  const areIps = values.length > 0 && values.every(isIp);
  switch (code) {
    case 3:
      return areIps ? { router: first } : undefined;
    case 6:
      return areIps ? { dns: values } : undefined;
    case 15:
      return { domain: first };
    case 42:
      return areIps ? { ntp: values } : undefined;
    case 66:
    case 150:
      return areIps ? { tftp: values } : undefined;
    default:
      return undefined;
  }
}

const FORMS: Readonly<Record<string, string>> = {
  ...{ u8: 'u8', flag: 'u8', u16: 'u16', seconds: 'u32' },
};

function formOf(code: number, values: readonly string[]): (Draft & OptionInput) | undefined {
  const kind = optionRow(code)?.kind;
  const [first = ''] = values;
  if (values.length > 0 && values.every(isIp)) {
    return kind === 'ip' ? { ip: first } : { ips: values };
  }
  const number = kind && FORMS[kind];
  if (number !== undefined) return /^\d+$/.test(first) ? { [number]: Number(first) } : undefined;
  if (/^[0-9a-f]{1,2}(:[0-9a-f]{1,2})+$/i.test(first)) {
    return {
      hex: first
        .split(':')
        .map((each) => each.padStart(2, '0'))
        .join(''),
    };
  }
  const isText = kind === 'text' || (kind === undefined && !/^\d*$/.test(first));
  return isText && values.length === 1 && first !== '' ? { text: first } : undefined;
}

function isIp(text: string): boolean {
  return parseIpv4(text) !== undefined;
}
