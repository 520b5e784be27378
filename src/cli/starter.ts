// Which phones and accounts `offhook init` begins with: what was asked for, and made up what was not.

import type { Model } from '../site/model.js';
import { UsageError } from './io.js';

export interface StarterWish {
  /** Ids: one for all phones, or one for each. */
  readonly model?: readonly string[];
  /** One phone each. */
  readonly mac?: readonly string[];
  /** Numbers of accounts, dealt out to the phones in turn. */
  readonly lines?: readonly string[];
}

export interface StarterLine {
  readonly number: string;
  readonly name?: string;
  /** File of its password, relative to the inventory. */
  readonly secret: string;
}

export interface StarterPhone {
  readonly mac: string;
  readonly model: string;
  readonly lines: readonly StarterLine[];
}

export interface Starter {
  readonly lines: readonly StarterLine[];
  readonly phones: readonly StarterPhone[];
}

/** Of the phones' own menus. */
export const ADMIN_SECRET = 'secrets/admin';

/** Where nothing is asked for. */
const MODELS = ['cisco-7931g', 'fanvil-x4'];
const NAMES = ['Reception', 'Workshop'];
const FIRST_NUMBER = 7001;
/** Of addresses that nobody was given (the second lowest bit), for models of whose makers none is known. */
const LOCAL_BLOCK = '02:00:00';

/** Throws UsageError if there are not as many of each as belong together. */
export function planStarter(wish: StarterWish, models: ReadonlyMap<string, Model>): Starter {
  const ids = wish.model ?? MODELS;
  const count = wish.mac?.length ?? ids.length;
  checkCounts(wish, count);
  const lines = wish.lines ? linesOf(wish.lines) : linesOf(madeUpNumbers(count), NAMES);
  const phones = Array.from({ length: count }, (_, index) => {
    const model = ids[index] ?? ids[0] ?? '';
    return {
      mac: wish.mac?.[index] ?? exampleMac(models.get(model), index),
      model,
      lines: lines.filter((_each, at) => at % count === index),
    };
  });
  return { lines, phones };
}

function checkCounts({ model, mac, lines }: StarterWish, phones: number): void {
  if (mac && !model) throw new UsageError('--mac needs --model: of which model is the phone?');
  if (model && model.length > 1 && model.length !== phones) {
    throw new UsageError(
      `${model.length} models and ${phones} MACs do not go together: name one model for all phones, or one for each`,
    );
  }
  const twice = lines?.find((number, index) => lines.indexOf(number) !== index);
  if (twice !== undefined) {
    throw new UsageError(`--lines names "${twice}" twice: name each number once, as 7001,7002`);
  }
  if (lines && lines.length < phones) {
    throw new UsageError(
      `${phones} phones need a line each, and --lines names ${lines.length}: name ${phones} or more, as 7001,7002`,
    );
  }
}

function madeUpNumbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${FIRST_NUMBER + index}`);
}

/** Each password has a file of its own, also where a number is called as another file, or differs from one by case alone. */
function linesOf(
  numbers: readonly string[],
  names: readonly string[] = [],
): readonly StarterLine[] {
  const taken = new Set([ADMIN_SECRET]);
  return numbers.map((number, index) => {
    const name = names[index];
    let secret = `secrets/${FILE_NAME.test(number) ? number : `line-${index + 1}`}`;
    for (let at = index + 1; taken.has(secret.toLowerCase()); at++) secret = `secrets/line-${at}`;
    taken.add(secret.toLowerCase());
    return { number, ...(name !== undefined && { name }), secret };
  });
}

const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9.+-]*$/;

function exampleMac(model: Model | undefined, index: number): string {
  const end = (index + 1).toString(16).padStart(6, '0');
  return `${model?.dhcp.ouis[0] ?? LOCAL_BLOCK}:${end.replace(/..(?=.)/g, '$&:')}`;
}
