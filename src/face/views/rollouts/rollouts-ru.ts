// Texts in Russian of phones that are told something, some at a time.

import { count } from '../../texts/ru.js';
import type { RolloutTexts } from './rollouts-en.js';

export const ruRollouts: RolloutTexts = {
  staleOnes: 'Обновить все со старым файлом',
  noRollouts: 'С запуска этого сервера телефонам ничего не поручали.',
  nobody: 'Такого телефона нет.',
  told: count(
    'Команду получит # телефон',
    'Команду получат # телефона',
    'Команду получат # телефонов',
  ),
  cannot: count(
    '# получить её не может и будет пропущен',
    '# получить её не могут и будут пропущены',
  ),
  anew: 'Они перезапустятся: разговор по такому телефону оборвётся.',
  unconfirmed: 'Ни один из этих телефонов не подтвердил, что слушается:',
  yes: 'Да, дать команду',
  begun: 'Началось:',
  name: (action, id) => `${action} ${id}`,
  by: (who, time) => `кем: ${who}, начато ${time}`,
  states: {
    ...{ running: 'идёт', paused: 'приостановлено', cancelled: 'отменено', done: 'завершено' },
  },
  phases: {
    ...{ waiting: 'ждут', asked: 'получили команду', answered: 'согласились' },
    ...{ fetched: 'скачали файл', back: 'снова в строю', failed: 'с ошибкой' },
    ...{ skipped: 'пропущены' },
  },
  wave: (number, back, size) => `волна ${number}: в строю ${back} из ${size}`,
  took: (time) => ` за ${time}`,
  fetchIt: count('# скачивает', '# скачивают'),
  lackIt: count('без неё пока #'),
  pace: (atOnce, perSecond) =>
    `одновременно ${atOnce}, в секунду ${perSecond}; при ошибке приостанавливается само`,
  pause: 'Приостановить',
  resume: 'Продолжить',
  cancelRest: 'Отменить остальное',
  back: 'Задания',
};
