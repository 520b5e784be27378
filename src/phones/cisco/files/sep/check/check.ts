// What these phones cannot do, told at the inventory's own lines. One row a rule.

import { impossible, rejected, risky } from '../../../../../findings/evidence.js';
import type { Finding, Place } from '../../../../../findings/finding.js';
import { type Complaint, findingOf, judgeBy, type Rules } from '../../../../../findings/rule.js';
import { placeOfKey } from '../../../../../site/key-place.js';
import type { Model } from '../../../../../site/model.js';
import type { Phone } from '../../../../../site/site.js';
import { LEFT_OUT, leftOut } from '../../../../left-out.js';
import { sipPortRules } from '../../../../sip-port.js';
import { timeZoneOf } from '../../../../time-zones.js';
import { preferredCodec } from '../../../tables/codec.js';
import type { CiscoData } from '../../../tables/data.js';
import { factsOf } from '../../../tables/facts.js';
import { findLocale } from '../../../tables/locale.js';
import { isTlsIdle } from '../../../tables/security.js';
import { saidBy } from '../../../tables/sources.js';
import { findZone, sayPlace } from '../../../tables/time-zone.js';
import { inventoryView } from '../inventory-view.js';
import { PHONE_RULES } from '../phone-rules.js';
import type { PhoneView } from '../phone-view.js';
import { parseRawPath } from '../raw.js';
import type { FindPlaces } from '../setting-places.js';
import { pbxOf } from '../view.js';
import { LINE_RULES } from './check-lines.js';
import { TEXT_RULES } from './check-texts.js';
import type { PhoneRules, PhoneSubject } from './subject.js';

const MODULES = 'addOnModules';

const OWN_RULES = {
  'cisco/time-zone': {
    ...impossible(
      'A time zone that the phone cannot express',
      'choose another, or set the vendor zone in `settings`',
      saidBy('image', 'cldr'),
    ),
    run({ phone, data }) {
      const { settings, timeZone, placeOf } = phone;
      const chosen = String(settings.timeZone ?? '');
      const answer = findZone(data, timeZone, chosen);
      if (answer.found) return [];
      const { message } = answer;
      const isZone = chosen !== '' && timeZoneOf(data.timeZones, chosen) !== undefined;
      const hint = isZone ? sayPlace(chosen) : answer.hint;
      const at = chosen ? placeOf('settings', 'timeZone') : placeOf('timeZone');
      return [{ at, message, ...(hint !== undefined && { hint }) }];
    },
  },
  'cisco/locale': {
    ...impossible(
      'A language that the phone is not known to have',
      'name its folders in settings.userLocale and settings.networkLocale',
      saidBy('files'),
    ),
    run({ phone, data }) {
      if (findLocale(data.locales, phone)) return [];
      const message = `no language of the phone is known for "${phone.locale}"`;
      const [meant] = Intl.getCanonicalLocales(phone.locale);
      const hint = meant === phone.locale ? undefined : `write ${meant}`;
      return [{ at: phone.placeOf('locale'), message, ...(hint && { hint }) }];
    },
  },
  'cisco/no-tls': {
    ...impossible(
      'TLS for a phone that is not secure, and so does not use it',
      'set settings.deviceSecurityMode and give the phone a CTL file, or use udp or tcp',
      saidBy('stack'),
    ),
    run({ phone }) {
      const pbx = pbxOf(phone);
      const mode = String(phone.settings.deviceSecurityMode);
      if (!pbx || !isTlsIdle(pbx.transport, mode)) return [];
      const said = phone.saidAt('settings', 'deviceSecurityMode') ?? pbx.saidAt.transport;
      const message = 'TLS is not used by a phone that is not secure';
      return [{ at: said ?? phone.placeOf(), message }];
    },
  },
  'cisco/no-codec': {
    ...rejected(
      'Codecs of which the phone has none',
      'add g711alaw, g711ulaw, g722, g729 or ilbc',
      saidBy('stack'),
    ),
    run({ phone: { codecs, placeOf } }) {
      if (preferredCodec(codecs) !== undefined) return [];
      const named = codecs.join(', ') || 'none is named';
      return [{ at: placeOf('codecs'), message: `the phone has no codec of these: ${named}` }];
    },
  },
  // Keys above the phone's own are those of an expansion module, which the file must name.
  'cisco/no-module': {
    ...risky(
      'A key of an expansion module, and no module is named',
      'name it in the settings, or under `raw`',
      saidBy('cisco'),
    ),
    run({ phone, model, placesOf }) {
      const { keys, settings, raw } = phone;
      const { ownKeys } = factsOf(model);
      const first = keys.find(({ button }) => button > (ownKeys ?? button));
      if (!first) return [];
      const places = placesOf(model).settings.filter(({ path }) => path.startsWith(`${MODULES}/`));
      const isNamed =
        places.some(({ name }) => settings[name]) ||
        Object.keys(raw).some((path) => path.startsWith(`${MODULES}/`));
      if (isNamed) return [];
      const names = places.map(({ name }) => name).join(', ');
      const message = `key ${first.button} is no key of the phone itself, which has ${ownKeys}, and no expansion module is named`;
      const hint = { hint: `name it in the settings: ${names}` };
      return [{ at: placeOfKey(phone, first), message, ...(names !== '' && hint) }];
    },
  },
  'cisco/raw-path': {
    ...impossible('A raw path that cannot be applied', 'see docs/inventory.md, "raw"'),
    run: ({ phone: { raw, placeOf }, data }) =>
      Object.keys(raw).flatMap((path) => {
        const answer = parseRawPath(path, data.elements);
        if (answer.ok) return [];
        const message = `the path "${path}" cannot be applied: ${answer.why}`;
        return [{ at: placeOf('raw', path), message }];
      }),
  },
} as const satisfies PhoneRules;

export const CHECK_RULES = {
  ...OWN_RULES,
  ...LINE_RULES,
  ...TEXT_RULES,
  ...sipPortRules(({ settings, saidAt }) => ({
    port: Number(settings.voipControlPort),
    saidAt: saidAt('settings', 'voipControlPort'),
  })),
  'inventory/left-out': {
    ...LEFT_OUT,
    run: (subject) => [...foreignCodecs(subject), ...tooNewSettings(subject)],
  },
} as const satisfies Rules<PhoneSubject, Place>;

const judge = judgeBy<PhoneSubject, Place>(CHECK_RULES);
const judgeView = judgeBy<PhoneView<Place>, Place>(PHONE_RULES);

export function checkPhone(
  phone: Phone,
  model: Model,
  data: CiscoData,
  placesOf: FindPlaces,
): readonly Finding[] {
  const found = [
    ...judge({ phone, model, data, placesOf }),
    ...judgeView(inventoryView(phone, model)),
  ];
  return found.map(findingOf);
}

/** Of several codecs the file names the first that the phone has; the phone offers its others by itself. */
function foreignCodecs({ phone: { codecs, placeOf } }: PhoneSubject): readonly Complaint<Place>[] {
  const foreign = codecs.filter((codec) => preferredCodec([codec]) === undefined);
  if (foreign.length === codecs.length) return [];
  return leftOut(placeOf('codecs'), 'codecs', foreign, 'the phone has no such codec');
}

/** Settings that somebody chose and the firmware of the phone does not know yet. */
function tooNewSettings({ phone, model, placesOf }: PhoneSubject): readonly Complaint<Place>[] {
  const { firmware = '', placeOf, saidAt } = phone;
  return placesOf(model)
    .tooNew(firmware)
    .flatMap(({ name, only }) => {
      if (!saidAt('settings', name)) return [];
      const from = only.find((each) => each.from)?.from;
      const why = `firmware knows it from ${from} on, and ${firmware === '' ? 'none is named' : `this is ${firmware}`}`;
      return leftOut(placeOf('settings', name), 'settings', [name], why);
    });
}
