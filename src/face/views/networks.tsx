// Networks and their addresses: how many are left, and who has one.

import type { LeaseAnswer, NetworkAnswer, PoolHistoryAnswer } from '../../page/wire/lists.js';
import { Bar, Notice } from '../parts.js';
import { all as t } from '../texts/language.js';
import type { ViewProps } from '../view-props.js';
import { Page, PhoneLink, Table, Warning } from './pieces.js';
import { useAnswer } from './use-answer.js';
import { useLoaded } from './use-loaded.js';

const EVERY_MS = 5_000;
const HISTORY_EVERY_MS = 60_000;
const COUNTS = ['bound', 'offered', 'resting', 'free'] as const;

export function Networks({ live }: ViewProps) {
  const { value, failed } = useAnswer<readonly NetworkAnswer[]>('networks', EVERY_MS);
  const history = useAnswer<readonly PoolHistoryAnswer[]>('networks/history', HISTORY_EVERY_MS);
  return (
    <Page view="networks" failed={failed}>
      {value?.length === 0 && <p class="nothing">{t.noNetworks}</p>}
      {value?.some(({ off }) => off) && <Notice>{t.dhcpOff}</Notice>}
      {value?.map((network) => (
        <Network
          key={network.network}
          network={network}
          history={history.value?.find((each) => each.network === network.network)}
          nowMs={live.nowMs()}
        />
      ))}
    </Page>
  );
}

const loadHistory = () => import('./pool-history.js');

function Network({
  network,
  history,
  nowMs,
}: {
  readonly network: NetworkAnswer;
  readonly history: PoolHistoryAnswer | undefined;
  readonly nowMs: number;
}) {
  const PoolHistory = useLoaded(loadHistory)?.PoolHistory;
  const { device, waits, off, reserved, held, otherServers } = network;
  return (
    <section class="card">
      <h2 class="card-head">
        <code>{network.network}</code>
        {device !== undefined && <span>{t.onDevice(device)}</span>}
        <PoolUse network={network} />
      </h2>
      <p>
        {COUNTS.map((each) => {
          const count = network[each];
          return (
            count !== undefined && (
              <span key={each} class="way">
                {t.leaseStates[each]} <b>{t.format.number(count)}</b>
              </span>
            )
          );
        })}
        <span class="way">
          {t.leaseStates.reserved} <b>{t.format.number(reserved)}</b>{' '}
          {reserved > 0 && !off && <span class="dim">({t.held(held)})</span>}
        </span>
      </p>
      {PoolHistory && history && <PoolHistory history={history} nowMs={nowMs} />}
      {waits !== undefined && <Warning says={waits}>{t.waits}</Warning>}
      {otherServers.map(({ server, heard }) => (
        <Warning key={server}>
          {t.otherServer} <code>{server}</code>
          {heard !== undefined && ` (${t.format.time(heard, nowMs)})`}
        </Warning>
      ))}
      {network.leases.length > 0 && (
        <details>
          <summary>{t.who}</summary>
          <Leases leases={network.leases} nowMs={nowMs} />
        </details>
      )}
    </section>
  );
}

/** Undefined counts are not zero: there is nothing to count. */
function PoolUse({ network }: { readonly network: NetworkAnswer }) {
  const { waits, off, free, bound = 0, offered = 0, resting = 0 } = network;
  if (free === undefined)
    return off || waits !== undefined ? null : <span class="dim">{t.noPool}</span>;
  const used = bound + offered + resting;
  return (
    <>
      <Bar done={used} of={used + free} kind={free <= used / 10 ? 'wide full' : 'wide'} />
      <span>{t.ofAll(used, used + free)}</span>
    </>
  );
}

function Leases({
  leases,
  nowMs,
}: {
  readonly leases: readonly LeaseAnswer[];
  readonly nowMs: number;
}) {
  return (
    <Table heads={[t.columns.address, t.columns.label, t.mac, t.until]}>
      <tbody>
        {leases.map(({ address, mac, label, until }) => (
          <tr key={address}>
            <td>{address}</td>
            <td>{label}</td>
            <td>{mac !== undefined && <PhoneLink mac={mac} />}</td>
            <td>{until === 'never' ? t.leaseEndless : t.format.time(until, nowMs)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
