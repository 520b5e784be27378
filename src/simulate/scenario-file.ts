// A scenario that somebody wrote, YAML or JSON -> the same as a shipped one, or what is wrong with it, with its place.

import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, stringify } from 'yaml';
import { parseIpv4 } from '../core/ipv4.js';
import { printableStart } from '../core/printable.js';
import { LINE_STATES, PNP_OUTCOMES } from '../site/told-of.js';
import {
  DHCP_DOINGS,
  type Scenario,
  type ScenarioStep,
  SITES,
  type SiteNeed,
  SPAN,
  spanMs,
} from './scenario.js';

/** `file:line:col: what is wrong`. */
export interface ScenarioFaults {
  readonly faults: readonly string[];
}

/** So many steps at the most, repeats counted: a scenario is a boot or a few, not a load test. */
const STEPS_MAX = 500;
const WAIT_MAX = '10m';

interface Field {
  readonly is: string;
  fits(value: unknown): boolean;
}

const text: Field = {
  is: 'a text of at most 200 characters',
  fits: (value) => typeof value === 'string' && value.length > 0 && value.length <= 200,
};
const count = (most: number): Field => ({
  is: `a whole number from 1 to ${most}`,
  fits: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most,
});
const oneOf = (...values: readonly string[]): Field => ({
  is: `one of: ${values.join(', ')}`,
  fits: (value) => typeof value === 'string' && values.includes(value),
});
const span: Field = {
  is: `a time such as 30s, 500ms or 2m, at most ${WAIT_MAX}`,
  fits: (value) =>
    typeof value === 'string' && SPAN.test(value) && spanMs(value) <= spanMs(WAIT_MAX),
};
const address: Field = {
  is: 'an IPv4 address',
  fits: (value) => typeof value === 'string' && parseIpv4(value) !== undefined,
};
const codes: Field = {
  is: 'a list of option numbers from 1 to 254',
  fits: (value) =>
    Array.isArray(value) &&
    value.length <= 100 &&
    value.every((each) => Number.isInteger(each) && each >= 1 && each <= 254),
};
const yes: Field = { is: 'true', fits: (value) => value === true };

type Fields = Readonly<Record<string, Field>>;

const OFTEN: Fields = { times: count(100), every: span };

/** By the field that says what kind of step it is. */
const STEPS: Readonly<Record<string, Fields>> = {
  dhcp: {
    dhcp: oneOf(...DHCP_DOINGS),
    vendorClass: text,
    hostName: text,
    wants: codes,
    secs: {
      ...count(65_535),
      fits: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535,
    },
    server: address,
    address,
    relay: address,
    ...OFTEN,
  },
  get: {
    get: text,
    by: oneOf('tftp', 'http'),
    agent: { ...text, fits: (value) => text.fits(value) && /^[ -~]+$/.test(String(value)) },
    silentAfter: count(65_535),
    losesOneIn: count(1_000),
    blockTime: span,
    elsewhere: yes,
    ...OFTEN,
  },
  boot: { boot: oneOf('files', 'firmware'), blockTime: span, ...OFTEN },
  pbx: { pbx: oneOf(...LINE_STATES), elsewhere: yes, source: address, ...OFTEN },
  pnp: { pnp: oneOf(...PNP_OUTCOMES), ...OFTEN },
  wait: { wait: span },
  repeat: { repeat: count(100) },
};

const HEAD: Fields = {
  name: {
    is: 'letters, digits and dashes',
    fits: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,63}$/i.test(value),
  },
  does: text,
  row: {
    is: 'the id of a row, such as T9',
    fits: (value) => /^[A-Z]\d{1,2}[a-z]?$/.test(String(value)),
  },
  model: text,
  stranger: yes,
  site: oneOf(...Object.keys(SITES)),
};

/** `file`: as messages show it. */
export function readScenario(written: string, file: string): Scenario | ScenarioFaults {
  try {
    return readDocument(written, file);
  } catch (cause) {
    // Of aliases that grow without end, or brackets in brackets as deep as memory goes.
    return { faults: [`${file}:1:1: ${cause instanceof Error ? cause.message : cause}`] };
  }
}

function readDocument(written: string, file: string): Scenario | ScenarioFaults {
  const lines = new LineCounter();
  const document = parseDocument(written, { version: '1.2', lineCounter: lines });
  const faults: string[] = [];
  const at = (node: Node | null | undefined, what: string) => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    faults.push(`${file}:${line}:${col}: ${what}`);
  };
  for (const { pos, message } of document.errors.slice(0, 3)) {
    const { line, col } = lines.linePos(pos[0]);
    faults.push(`${file}:${line}:${col}: ${message.split('\n')[0]}`);
  }
  if (faults.length > 0) return { faults };
  const root = document.contents;
  let steps = 0;

  function checkFields(node: Node | null, fields: Fields, more: readonly string[], what: string) {
    if (!isMap(node)) return at(node, `${what} must be a map of names and values`);
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      const held = (value as Node | null)?.toJSON?.();
      if (more.includes(name)) continue;
      if (!field) {
        const known = [...Object.keys(fields), ...more].join(', ');
        at(key as Node, `${what} has no "${printableStart(name)}"; it has: ${known}`);
      } else if (!field.fits(held)) at((value ?? key) as Node, `"${name}" must be ${field.is}`);
    }
  }

  function checkSteps(node: unknown, times: number): void {
    if (!isSeq(node)) at(node as Node, '"steps" must be a list');
    else for (const step of node.items as Node[]) checkStep(step, times);
  }

  function checkStep(step: Node, times: number): void {
    const kind = isMap(step) ? Object.keys(STEPS).find((each) => step.has(each)) : undefined;
    if (kind === undefined || !isMap(step)) {
      at(step, `a step is one of: ${Object.keys(STEPS).join(', ')}`);
      return;
    }
    checkFields(step, STEPS[kind] ?? {}, kind === 'repeat' ? ['steps'] : [], `a step "${kind}"`);
    const often = Number(step.get(kind === 'repeat' ? 'repeat' : 'times') ?? 1);
    if (kind === 'repeat') checkSteps(step.get('steps', true), times * often);
    else steps += times * often;
    if (kind !== 'repeat' && steps > STEPS_MAX && steps - times * often <= STEPS_MAX) {
      at(step, `these are more than ${STEPS_MAX} steps, repeats counted`);
    }
  }

  checkFields(root, HEAD, ['steps'], 'a scenario');
  if (isMap(root)) {
    if (root.has('steps')) checkSteps(root.get('steps', true), 1);
    else at(root, 'a scenario needs "steps"');
  }
  if (faults.length > 0) return { faults };
  const json = document.toJSON() as Partial<Scenario> & { readonly steps: readonly ScenarioStep[] };
  const name = json.name ?? 'scenario';
  return { does: `does what ${file} says`, ...json, name };
}

/** A scenario as somebody would write it, to begin with. */
export function printScenario({ name, does, row, model, stranger, site, steps }: Scenario): string {
  const head: { site?: SiteNeed } & Partial<Scenario> = {
    name,
    does,
    ...(row !== undefined && { row }),
    ...(model !== undefined && { model }),
    ...(stranger && { stranger }),
    ...(site && { site }),
  };
  return stringify({ ...head, steps }, { lineWidth: 0 });
}
