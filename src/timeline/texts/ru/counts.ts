// So many of something, in Russian: of one, of two, of five; of a half as of two.

import type { CountId, Forms } from '../shape.js';

const forms = (one: string, few: string, many: string): Forms => ({ one, few, many, other: few });

export const RUSSIAN_COUNTS: Readonly<Record<CountId, Forms>> = {
  allLines: forms(
    'зарегистрирована # линия, это все',
    'зарегистрированы все # линии',
    'зарегистрированы все # линий',
  ),
  linesOf: forms(
    'зарегистрирована # линия из {all}, нет {missing}',
    'зарегистрированы # линии из {all}, нет {missing}',
    'зарегистрировано # линий из {all}, нет {missing}',
  ),
  stepsMore: forms('ещё # шаг', 'ещё # шага', 'ещё # шагов'),
  boots: forms('# загрузку', '# загрузки', '# загрузок'),
  phonesAtOnce: forms('# телефон сразу', '# телефона сразу', '# телефонов сразу'),
  phonesChanged: forms(
    'которая изменила # телефон',
    'которая изменила # телефона',
    'которая изменила # телефонов',
  ),
  requestsDropped: forms('отброшен # запрос', 'отброшено # запроса', 'отброшено # запросов'),
};
