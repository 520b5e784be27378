// Phones that fetch their firmware, each with how far it is.

import type { Live } from '../live.js';
import { Bar } from '../parts.js';
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
