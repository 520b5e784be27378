// What a rule about a SEP file as a whole is.

import type { Rule } from '../../../../findings/rule.js';
import type { Position, XmlElement } from '../../../../render/xml/tree.js';
import type { CiscoData } from '../../tables/data.js';
import type { PhoneView } from './phone-view.js';

export interface Device {
  readonly device: XmlElement;
  readonly view: PhoneView<Position>;
  /** What the phone is known to have. */
  readonly firmware?: string;
  readonly data: Pick<CiscoData, 'firmwareSteps' | 'locales' | 'trains'>;
}

export interface DeviceRule extends Rule<Device, Position> {
  /** Elements whose texts it looks at, `featureID`; of names that several elements have, with the one around it, `userLocale/name`. */
  readonly reads: readonly string[];
  /** The same of elements of which it only looks whether they say anything. */
  readonly asksFor?: readonly string[];
}

export type DeviceRules = Readonly<Record<`cisco/${string}`, DeviceRule>>;
