// dhcpd.conf of ISC dhcpd -> networks and reservations. As dhcpd.conf(5) writes them; what serves other clients is told.

import { formatSubnet, parseIpv4, parseSubnet, prefixOf } from '../../core/ipv4.js';
import { parseMac } from '../../core/mac.js';
import type { Draft } from '../../site/draft.js';
import { type Foreign, type ForeignRemark, NOTHING, type ReadForeignText } from './foreign.js';
import { LOOKS_LIKE_DHCPD } from './looks.js';
import { codeOf, readOptions, type WrittenOption } from './options.js';

interface Statement {
  readonly words: readonly string[];
  readonly line: number;
  /** Absent: it ends in a semicolon. */
  readonly block?: readonly Statement[];
}

export const readDhcpd: ReadForeignText = (text) => {
  if (!LOOKS_LIKE_DHCPD.test(text)) return undefined;
  const found: Found = { networks: [], addresses: [], remarks: [], names: new Map() };
  visit(parse(text), { options: [], lease: '' }, found);
  return { ...NOTHING, ...found };
};

interface Found {
  readonly networks: { fields: Draft; line: number }[];
  readonly addresses: Foreign['addresses'][number][];
  readonly remarks: ForeignRemark[];
  /** `option NAME code NUMBER = …`. */
  readonly names: Map<string, number>;
}

/** What holds around a block. */
interface Scope {
  readonly options: readonly WrittenOption[];
  readonly lease: string;
}

/** Blocks that only put others together. */
const AROUND = new Set(['shared-network', 'group']);

function visit(statements: readonly Statement[], outer: Scope, found: Found): void {
  for (const { words } of statements) {
    const [first, name = '', code, number = ''] = words;
    if (first === 'option' && code === 'code') found.names.set(name, Number(number));
  }
  const scope = scopeOf(statements, outer, found);
  for (const statement of statements) {
    const [kind = ''] = statement.words;
    if (!statement.block) continue;
    if (kind === 'subnet') readSubnet(statement, scope, found);
    else if (kind === 'host') readHost(statement, found);
    else if (AROUND.has(kind)) visit(statement.block, scope, found);
    else if (kind !== 'pool')
      tell(found, statement, `${kind} is not carried over: it is for some clients only`);
  }
}

function tell(found: Found, { line }: Statement, message: string): void {
  found.remarks.push({ code: 'import/not-carried', line, message });
}

function scopeOf(statements: readonly Statement[], outer: Scope, found: Found): Scope {
  const options = statements.flatMap(({ words, line, block }): WrittenOption[] => {
    const [first, name = '', ...values] = words;
    if (first === 'next-server' && !block) return [{ code: 66, name: first, values: [name], line }];
    if (first !== 'option' || block || values[0] === 'code') return [];
    const code = found.names.get(name) ?? codeOf(name) ?? codeOf(name.replace(/^option-/, ''));
    if (code !== undefined) return [{ code, name, values, line }];
    const message = `option ${name} is not carried over: its number is not known`;
    found.remarks.push({ code: 'import/not-carried', line, message });
    return [];
  });
  const lease = statements.find(({ words: [first] }) => first === 'default-lease-time')?.words[1];
  return { options: [...outer.options, ...options], lease: lease ?? outer.lease };
}

function readSubnet(statement: Statement, outer: Scope, found: Found): void {
  const { words, block = [], line } = statement;
  const [, address = '', , mask = ''] = words;
  const subnet = parseSubnet(`${address}/${prefixIn(mask) ?? ''}`);
  if (!subnet) {
    tell(found, statement, `subnet ${address} is not carried over: ${mask} is no mask of it`);
    return;
  }
  const pools = block.filter(({ words: [first] }) => first === 'pool');
  const inside = [...block, ...pools.flatMap((pool) => pool.block ?? [])];
  const scope = scopeOf(inside, outer, found);
  const { fields, remarks } = readOptions(scope.options);
  found.remarks.push(...remarks);
  const ranges = inside.filter(({ words: [first] }) => first === 'range');
  for (const more of ranges.slice(1)) {
    tell(
      found,
      more,
      `range ${more.words.slice(1).join(' ')} is not carried over: a network has one pool`,
    );
  }
  const [first = '', last = first] = (ranges[0]?.words ?? [])
    .slice(1)
    .filter((word) => word !== 'dynamic-bootp');
  found.networks.push({
    fields: {
      subnet: formatSubnet(subnet),
      ...fields,
      ...(first !== '' && { pool: `${first}-${last}` }),
      ...(/^[1-9]\d*$/.test(scope.lease) && { lease: leaseText(Number(scope.lease)) }),
    },
    line,
  });
  visit(
    block.filter(({ words: [kind] }) => kind === 'host' || kind === 'group'),
    scope,
    found,
  );
}

/** `255.255.255.0` -> 24; undefined: it is no mask. */
export function prefixIn(text: string): number | undefined {
  const mask = parseIpv4(text);
  return mask === undefined ? undefined : prefixOf(mask);
}

/** 28800 -> `8h`. */
export function leaseText(seconds: number): string {
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const;
  const [unit, size] = units.find(([, each]) => seconds % each === 0) ?? ['s', 1];
  return `${seconds / size}${unit}`;
}

function readHost(statement: Statement, found: Found): void {
  const { words, block = [], line } = statement;
  const of = (first: string) => block.find((each) => each.words[0] === first)?.words ?? [];
  const mac = parseMac(of('hardware')[2] ?? '');
  const [, address = ''] = of('fixed-address');
  if (mac && parseIpv4(address) !== undefined) {
    found.addresses.push({ mac, address, line });
    return;
  }
  const why = mac ? 'it has no fixed address that is one' : 'it is told by no MAC';
  tell(found, statement, `host ${words[1] ?? ''} is not carried over: ${why}`);
}

/** Words, texts in quotes, and the signs between them. */
const TOKEN = /#[^\n]*|"((?:[^"\\\n]|\\.)*)"?|([{};])|([^\s{};,"#]+)|[,\s]/g;

function parse(text: string): readonly Statement[] {
  const top: Statement[] = [];
  const open: { words: string[]; line: number; outer: Statement[] }[] = [];
  let current = top;
  let words: string[] = [];
  let start = 1;
  let line = 1;
  for (const [token, quoted, sign, word] of text.matchAll(TOKEN)) {
    if (words.length === 0 && (quoted ?? word) !== undefined) start = line;
    if (sign === ';') {
      if (words.length > 0) current.push({ words, line: start });
      words = [];
    } else if (sign === '{') {
      open.push({ words, line: start, outer: current });
      [current, words] = [[], []];
    } else if (sign === '}') {
      const block = open.pop();
      if (block) {
        block.outer.push({ words: block.words, line: block.line, block: current });
        current = block.outer;
      }
      words = [];
    } else if (quoted !== undefined || word !== undefined) words.push(quoted ?? word ?? '');
    line += token.split('\n').length - 1;
  }
  return top;
}
