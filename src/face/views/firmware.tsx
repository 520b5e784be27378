// Firmware: sets that phones of the inventory are given, who fetches one now, and what is being sent.

import type { FirmwareAnswer, TransferAnswer } from '../../page/wire/lists.js';
import type { Live } from '../live.js';
import { Bar, Notice, Said } from '../parts.js';
import { all as t } from '../texts/language.js';
import type { ViewProps } from '../view-props.js';
import { Page, PhoneLink } from './pieces.js';
import { HaveIt, Upgrading } from './upgrading.js';
import { useAnswer } from './use-answer.js';

const SETS_EVERY_MS = 5_000;
const TRANSFERS_EVERY_MS = 1_000;

export function Firmware({ live }: ViewProps) {
  const sets = useAnswer<readonly FirmwareAnswer[]>('firmware', SETS_EVERY_MS, {
    key: live.site?.upgrading,
  });
  const transfers = useAnswer<readonly TransferAnswer[]>('transfers', TRANSFERS_EVERY_MS);
  const isWriting =
    (live.site?.upgrading ?? 0) > 0 || sets.value?.some(({ upgrading }) => upgrading.length > 0);
  const isSent = transfers.value?.some(({ role }) => role === 'load' || role === 'part');
  return (
    <Page view="firmware" failed={sets.failed}>
      {isWriting && <Notice>{t.noPower}</Notice>}
      {sets.value?.length === 0 && (
        <p class="nothing">
          {t.noFirmware} {isSent && t.sentUngiven}
        </p>
      )}
      {sets.value?.map((each) => (
        <FirmwareSet key={`${each.model} ${each.name}`} set={each} live={live} />
      ))}
      <h2>{t.transfers}</h2>
      {transfers.value?.length === 0 && <p class="dim">{t.noTransfers}</p>}
      <ul class="transfers">
        {transfers.value?.map((each) => (
          <Transfer
            key={`${each.address} ${each.name} ${each.began}`}
            transfer={each}
            live={live}
          />
        ))}
      </ul>
    </Page>
  );
}

function FirmwareSet({ set, live }: { readonly set: FirmwareAnswer; readonly live: Live }) {
  const { name, model, trouble, bytes, parts, upgrading } = set;
  return (
    <section class="card">
      <h2 class="card-head">
        <code>{name}</code>
        <span>{model}</span>
        <span class="dim">
          {t.setParts(parts)}, {t.format.bytes(bytes)}
        </span>
        {trouble.length === 0 ? (
          <span class="good">✓ {t.whole}</span>
        ) : (
          <span class="bad">✕ {t.notWhole}</span>
        )}
      </h2>
      {trouble.map((each) => (
        <p key={each} class="notice error">
          <Said>{each}</Said>
        </p>
      ))}
      <p>
        <HaveIt {...set} />
      </p>
      {upgrading.length > 0 && (
        <>
          <p class="dim">{t.upgradingNow}</p>
          <Upgrading macs={upgrading} live={live} />
        </>
      )}
    </section>
  );
}

function Transfer({ transfer, live }: { readonly transfer: TransferAnswer; readonly live: Live }) {
  const { mac, address, name, bytes, size } = transfer;
  const label = mac === undefined ? undefined : live.phones.rows.get(mac)?.label;
  return (
    <li>
      <span>{mac === undefined ? address : <PhoneLink mac={mac}>{label}</PhoneLink>}</span>
      <Bar done={bytes} of={size} />
      <span>
        <code>{name}</code>{' '}
        <span class="dim">
          {t.format.bytes(bytes)} / {t.format.bytes(size)}
        </span>
      </span>
    </li>
  );
}
