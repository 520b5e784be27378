// What to do about what all phones together say, in Russian, by the row of the table.

import type { ENGLISH_SITE_ROWS } from '../en/site-rows.js';
import { as } from '../shape.js';

export const RUSSIAN_SITE_ROWS = as<typeof ENGLISH_SITE_ROWS>()({
  G1: 'ищите общую причину, прежде всего в том, что меняли последним',
  G2: 'проверьте relay-агента, коммутатор и канал до них',
  G3: 'offhook doctor проверит приёмный буфер; затем проверьте сеть',
  G4: 'между телефонами и offhook не должно быть NAT',
  G5: 'пусть телефонам отвечает только один DHCP-сервер',
  G7: 'offhook doctor скажет, почему не отвечает её интерфейс управления (AMI) и что делать',
  G6: 'исправьте то, что журнал говорит о последней перезагрузке: offhook validate',
  G8: 'верните их; если так задумано, перезагрузку примет SIGHUP, посланный дважды (systemctl reload offhook)',
});
