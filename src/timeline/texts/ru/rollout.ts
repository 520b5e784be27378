// How far phones are that were told to fetch their files again, in Russian: sentences that go on from the phone's name.

import type { ENGLISH_ROLLOUT } from '../en/rollout.js';
import { as } from '../shape.js';

export const RUSSIAN_ROLLOUT = as<typeof ENGLISH_ROLLOUT>()({
  'phase-waiting': 'ещё не получил команду',
  'phase-talking': 'занят разговором, его очередь последняя',
  'phase-asked': 'получил команду',
  'phase-silent': 'получил команду и не ответил',
  'phase-answered': 'согласился; файл ещё не скачал',
  'phase-fetched': 'скачал свой файл',
  'phase-back': 'снова в строю, через {time} после команды',
  'phase-unseen': 'скачал свой файл; линии зарегистрированы, но новой регистрации никто не видел',
  'why-refused': 'отказал: {detail}',
  'why-needs-password': 'отказал: {detail}; слушается только своей АТС',
  'why-unknown-line': 'отказал: {detail}; такой линии у него нет: его файл старее инвентаря',
  'why-no-answer': 'не ответил, и с тех пор ничего не делал',
  'why-not-sent': 'команду не удалось отправить: {detail}',
  'why-not-fetched': 'не скачал свой файл, прошло {time} после команды',
  'why-stuck': 'после команды возникла проблема: {detail}',
  'why-not-back': 'скачал свой файл и больше не зарегистрировался',
  'why-removed': 'в инвентаре его больше нет',
  'why-current': 'тем временем сам скачал свой файл',
  'why-no-way': 'неизвестно, как дать команду телефону этой модели',
  'why-no-address': 'его адрес неизвестен',
  'why-no-line': 'линии у него нет, а команду дают по имени линии',
  'why-no-path': 'до него не добраться: {detail}',
  'pause-by-hand': 'кто-то её приостановил',
  'pause-failed':
    'приостановилась сама, из-за телефона с ошибкой: выясните причину, затем продолжите или отмените',
  'pause-restart': 'сервер тем временем перезапустили: продолжите или отмените',
  'place-contact': 'там он зарегистрирован на своей АТС',
  'place-lease': 'по его аренде',
  'place-file': 'туда ушёл его последний файл',
  'place-past-contact': 'там он был зарегистрирован в последний раз',
  'place-past-lease': 'по аренде, которая истекла',
  'place-reserved': 'так зарезервировано в инвентаре',
});
