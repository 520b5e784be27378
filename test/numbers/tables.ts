// Tables of ranges for tests, chunk by chunk as a file comes.

import type { Table } from '../../src/numbers/read-tables.js';

/** As Russia's registry is published. */
export const REGISTRY = [
  'АВС/ DEF;От;До;Емкость;Оператор;Регион',
  '301;2000000;2099999;100000;ПАО "Байкал";г. Улан-Удэ|Республика Бурятия',
  '301;2100000;2100999;1000;ООО Связь, "Восток";г. Улан-Удэ|Республика Бурятия',
  '800;0;99;100;АО Ноль;Российская Федерация',
];

/** Few bytes at a time, so that characters and rows are cut anywhere. */
export function table(bytes: Uint8Array | string, name = 'plan.csv', chunk = 7): Table {
  const all = Buffer.from(bytes);
  return {
    name,
    async *open() {
      for (let at = 0; at < all.length; at += chunk) yield all.subarray(at, at + chunk);
    },
  };
}
