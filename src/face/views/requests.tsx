// What was asked and answered, the latest last; followed as long as somebody wants it.

import { useEffect, useState } from 'preact/hooks';
import type { RequestAnswer, RequestsAnswer } from '../../page/wire/lists.js';
import { ask, type Refused } from '../ask.js';
import { Sign } from '../parts.js';
import { all as t } from '../texts/language.js';
import type { ViewProps } from '../view-props.js';
import { Check, Page, PhoneLink, Table } from './pieces.js';

const EVERY_MS = 1_000;
const KEPT = 500;

interface Heard {
  readonly requests: readonly RequestAnswer[];
  readonly seq: number;
  readonly missed: number;
  readonly failed?: Refused;
}

const NOTHING: Heard = { requests: [], seq: 0, missed: 0 };

export function Requests({ live }: ViewProps) {
  const [isFollowing, setFollowing] = useState(true);
  const [isOnlyFailed, setOnlyFailed] = useState(false);
  const { requests, missed, failed } = useRequests(isFollowing);
  // The latest first: nothing that is read moves out of sight, and no scrolling is needed to see what is new.
  const shown = requests.filter((each) => !isOnlyFailed || each.failed).reverse();
  return (
    <Page view="requests" failed={failed}>
      <p class="checks">
        <Check isOn={isFollowing} onChange={setFollowing}>
          {t.follow}
        </Check>
        <Check isOn={isOnlyFailed} onChange={setOnlyFailed}>
          {t.onlyFailed}
        </Check>
      </p>
      {missed > 0 && <p class="dim">{t.missed(missed)}</p>}
      {shown.length === 0 ? (
        <p class="nothing">{t.noRequests}</p>
      ) : (
        <RequestTable requests={shown} nowMs={live.nowMs()} />
      )}
    </Page>
  );
}

function useRequests(isFollowing: boolean): Heard {
  const [heard, setHeard] = useState(NOTHING);
  useEffect(() => {
    if (!isFollowing) return;
    let isOver = false;
    let timer: number | undefined;
    let { seq } = heard;
    const next = async () => {
      const asked = document.hidden
        ? undefined
        : await ask<RequestsAnswer>(`requests?since=${seq}`);
      if (isOver) return;
      timer = window.setTimeout(next, EVERY_MS);
      if (!asked) return;
      if (asked.ok) seq = asked.value.seq;
      setHeard((before) =>
        asked.ok ? withMore(before, asked.value) : { ...before, failed: asked },
      );
    };
    void next();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [isFollowing]);
  return heard;
}

/** Numbers that went back are those of another process. */
function withMore({ requests, seq, missed }: Heard, more: RequestsAnswer): Heard {
  if (more.seq < seq) return { requests: more.requests, seq: more.seq, missed: 0 };
  const all = [...requests, ...more.requests].slice(-KEPT);
  return { requests: all, seq: more.seq, missed: missed + more.missed };
}

function RequestTable({
  requests,
  nowMs,
}: {
  readonly requests: readonly RequestAnswer[];
  readonly nowMs: number;
}) {
  return (
    <Table heads={Object.values(t.requestColumns)} kind="requests">
      <tbody>
        {requests.map((request) => (
          <Request key={request.seq} request={request} nowMs={nowMs} />
        ))}
      </tbody>
    </Table>
  );
}

function Request({ request, nowMs }: { readonly request: RequestAnswer; readonly nowMs: number }) {
  const { at, protocol, address, mac, label, what, outcome, failed, bytes, ms } = request;
  const who = label ?? mac ?? address;
  return (
    <tr class={failed ? 'failed' : ''}>
      <td>{t.format.time(at, nowMs)}</td>
      <td>{protocol}</td>
      <td title={address}>{mac === undefined ? who : <PhoneLink mac={mac}>{who}</PhoneLink>}</td>
      <td title={what}>{what}</td>
      <td>
        {failed && <Sign>✕</Sign>}
        {outcome}
      </td>
      <td>{bytes === undefined ? '' : t.format.bytes(bytes)}</td>
      <td>{ms === undefined ? '' : t.milliseconds(ms)}</td>
    </tr>
  );
}
