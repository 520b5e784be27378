// What the diagnoses of registration mean and what to do, in Russian, by the row of the table.

import type { ENGLISH_LINE_ROWS } from '../en/line-rows.js';
import { as } from '../shape.js';

export const RUSSIAN_LINE_ROWS = as<typeof ENGLISH_LINE_ROWS>()({
  S3: {
    means: 'имя или пароль линии {line} не те, что на АТС',
    todo: 'сверьте то и другое с АТС; имя показывает offhook explain',
  },
  S4: {
    means: 'на АТС нет учётной записи {line}',
    todo: 'заведите её там или исправьте line: в инвентаре',
  },
  S6a: {
    means:
      'он отбрасывает запрос пароля (401), который приходит на порт отправителя вместо порта из Via, и показывает "Registering"',
    todo: 'для PJSIP: force_rport=no и rewrite_contact=no; для chan_sip: nat=no',
  },
  S6: {
    means: 'АТС его не достаёт: её ответы идут на порт, который телефон не слушает',
    todo: 'для PJSIP: force_rport=no и rewrite_contact=no; без NAT между ними',
  },
  S7: {
    means: 'его забывает NAT, истекает регистрация, что-то его блокирует или теряются пакеты',
    todo: 'уменьшите registerExpires; проверьте блокировки на АТС (fail2ban)',
  },
  S8: {
    means:
      'между ними NAT, или учётной записью пользуется другое устройство: оно называет себя "{agent}"',
    todo: 'найдите, у кого этот адрес',
  },
  S5: {
    means: 'с прокси USECALLMANAGER такой телефон регистрирует только первую линию',
    todo: 'укажите адрес АТС как proxy',
  },
  S2: {
    means: 'он не достаёт до АТС: неверный хост или порт, или его адрес там заблокирован',
    todo: 'пропингуйте АТС из этого VLAN; проверьте блокировки (fail2ban) и транспорт',
  },
  S1: {
    means: 'offhook не знает, кто зарегистрирован',
    todo: 'укажите ami: у его pbx в инвентаре; если указано, offhook doctor скажет, чего не хватает связи; или посмотрите на телефон',
  },
});
