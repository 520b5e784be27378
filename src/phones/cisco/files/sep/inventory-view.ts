// A phone of an inventory, as the rules see it that inventory and file have in common.

import type { Place } from '../../../../findings/finding.js';
import { placeOfKey } from '../../../../site/key-place.js';
import type { Model } from '../../../../site/model.js';
import type { Key, Phone } from '../../../../site/site.js';
import type { KeyOfView, NumberSaid, PhoneView, Registrar } from './phone-view.js';
import { pbxOf } from './view.js';

class KeyInInventory implements KeyOfView<Place> {
  constructor(
    readonly phone: Phone,
    readonly key: Key,
  ) {}
  get button(): number {
    return this.key.button;
  }
  get isLine(): boolean {
    return this.key.type === 'line';
  }
  get at(): Place {
    return placeOfKey(this.phone, this.key);
  }
}

class NumberInSettings implements NumberSaid<Place> {
  constructor(
    readonly value: number,
    readonly phone: Phone,
    readonly name: string,
  ) {}
  get at(): Place | undefined {
    return this.phone.saidAt('settings', this.name);
  }
}

/** Places are found when someone asks, which is seldom. */
export function inventoryView(phone: Phone, model?: Model): PhoneView<Place> {
  const { keys, firmware, placeOf } = phone;
  const { first, last } = phone.rtp;
  const { enabled, fromReceived, address } = phone.nat;
  return {
    from: 'inventory',
    model,
    get at() {
      return placeOf();
    },
    keys: {
      each: keys.map((key) => new KeyInInventory(phone, key)),
      get at() {
        return placeOf('keys');
      },
    },
    media: {
      first,
      last,
      get at() {
        return placeOf('rtp', 'first');
      },
    },
    nat: {
      enabled,
      fromReceived,
      ...(address !== undefined && { address }),
      get at() {
        return placeOf('nat');
      },
    },
    ...(firmware !== undefined && { load: { text: firmware, at: placeOf('firmware') } }),
    get registrar() {
      return registrarOf(phone);
    },
    numbers: (name) => numbersOf(phone, name),
  };
}

function registrarOf(phone: Phone): Registrar<Place> | undefined {
  const pbx = pbxOf(phone);
  if (!pbx || pbx.standIn) return undefined;
  const { transport, port, saidAt } = pbx;
  return { transport, ports: [{ value: port, at: saidAt.transport }] };
}

/** Beside settings, `registerExpires` of the PBX. */
function numbersOf(phone: Phone, name: string): readonly NumberSaid<Place>[] {
  if (name === 'timerRegisterExpires') {
    const pbx = pbxOf(phone);
    return pbx ? [{ value: pbx.registerExpiresSeconds, at: pbx.saidAt.registerExpires }] : [];
  }
  const value = phone.settings[name];
  if (typeof value !== 'number') return [];
  return [new NumberInSettings(value, phone, name)];
}
