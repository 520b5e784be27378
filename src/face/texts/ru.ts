// Texts of the page in Russian, as en.ts has them.

import { createFormat } from '../format.js';
import type { Texts } from './en.js';

export const format = createFormat('ru');
/** Of one, of two, of five, where these differ; of a half it is as of two. */
export const count =
  (one: string, few = one, many = few) =>
  (n: number) =>
    format.plural(n, { one, few, many, other: few });

export const ru: Texts = {
  lang: 'ru',
  format,
  word: {
    unseen: 'не замечен',
    booting: 'загружается',
    upgrading: 'обновляется',
    stuck: 'застрял',
    waiting: 'ждёт',
    fetched: 'настроен',
    registered: 'на связи',
    part: 'частично',
    stale: 'устарел',
    silent: 'молчит',
  },
  wordMeans: {
    unseen: 'есть в инвентаре, но его загрузку ещё не видели',
    booting: 'загружается, и всё идёт вовремя',
    upgrading: 'скачивает прошивку или записывает её: не отключайте питание',
    stuck: 'дальше не идёт, и диагноз объясняет почему',
    waiting: 'следующий шаг запаздывает, и причина неизвестна',
    fetched: 'получил свой файл; не зарегистрирован, или этого не видно',
    registered: 'все его линии есть на АТС',
    part: 'на АТС есть часть его линий',
    stale: 'исправен, но его файл с тех пор изменился',
    silent: 'был исправен и пропал',
  },
  views: {
    ...{ phones: 'Телефоны', new: 'Новые', findings: 'Замечания', networks: 'Сети' },
    ...{ requests: 'Запросы', firmware: 'Прошивки', rollouts: 'Задания' },
    calls: 'Вызовы',
  },
  pages: 'Страницы offhook',
  skip: 'Перейти к содержимому',
  live: {
    ...{ connecting: 'соединение…', live: 'на связи', lost: 'нет связи', paused: 'пауза' },
    ...{ full: 'нет места', login: 'вход не выполнен' },
  },
  lostFor: (time) => `Сервер не отвечает с ${time}: на экране то, что было тогда.`,
  fullFor:
    'Зрителей уже столько, что для ещё одного у сервера нет места: на экране ничего не меняется. Закройте другую вкладку; эта попробует снова сама.',
  plainBar:
    'Страница передаётся по сети без TLS: кто прослушивает сеть, прочтёт её и может перехватить ваш сеанс.',
  theme: 'Цвета',
  themes: { auto: 'системные', light: 'светлые', dark: 'тёмные' },
  language: 'Язык',
  logIn: 'Войти',
  logOut: 'Выйти',
  loading: 'Загрузка…',
  never: 'никогда',
  now: 'сейчас',
  help: 'Клавиши',
  phones: count('# телефон', '# телефона', '# телефонов'),
  countsLabel: 'Телефоны по состоянию: нажмите, чтобы показать только их',
  filter: 'Отбор',
  filterHint: 'имя, номер, MAC, адрес, описание',
  clearFilter: 'Показать все',
  model: 'Модель',
  network: 'Сеть',
  group: 'Группа',
  all: 'все',
  ofAll: (some, all) => `${format.number(some)} из ${format.number(all)}`,
  columns: {
    ...{ state: 'Состояние', label: 'Имя', line: 'Линия', model: 'Модель', address: 'Адрес' },
    ...{ heard: 'Слышали', what: 'Что делает' },
  },
  noneFits: 'Ни один телефон не подходит.',
  noPhones: 'В инвентаре пока нет телефонов.',
  noPhonesDo: 'Те, что просят адрес или файл, появятся на странице «Новые».',
  moreFit: count('Подходит ещё #: показать', 'Подходят ещё #: показать'),
  sortAgain: 'Порядок изменился: упорядочить',
  select: (name) => `Выбрать: ${name}`,
  needsResync: 'его файл с тех пор изменился',
  notOfFilter: 'больше не подходит под отбор',
  pools: 'Занятые адреса',
  more: count('ещё #'),
  showThem: 'Показать их',
  refused:
    'Последняя перезагрузка инвентаря отклонена. Телефоны получают прежние файлы, пока это не исправлено:',
};
