// Phones that fetch firmware, each with how far it is, and how many have it.

import type { FirmwareHad } from '../../page/wire/lists.js';
import type { Live } from '../live.js';
import { Bar } from '../parts.js';
import { all as t } from '../texts/language.js';
import { PhoneLink } from './pieces.js';

export function Upgrading({
  macs,
  live: { phones },
}: {
  readonly macs: readonly string[];
  readonly live: Live;
}) {
  return (
    <ul class="transfers">
      {macs.map((mac) => {
        const { label = mac, progress, sentence } = phones.rows.get(mac) ?? {};
        return (
          <li key={mac}>
            <PhoneLink mac={mac}>{label}</PhoneLink>
            {progress && <Bar done={progress.bytes} of={progress.ofBytes} />}
            <span class="dim">{sentence}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Of those that the inventory gives it to. */
export function HaveIt({ wanted, have }: Pick<FirmwareHad, 'wanted' | 'have'>) {
  if (wanted === 0) return <>{t.givenToNone}</>;
  return (
    <>
      <Bar done={have} of={wanted} /> {t.haveIt(have, wanted)}
    </>
  );
}
