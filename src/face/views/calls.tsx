// Who talks with whom, and who is in which conference; with what can be done about it.

import { useState } from 'preact/hooks';
import type {
  CallAction,
  CallSeen,
  CallsAnswer,
  LegSeen,
  MemberSeen,
  RoomSeen,
} from '../../page/wire/calls.js';
import { ask, type Refused } from '../ask.js';
import { Ago, Notice, Said } from '../parts.js';
import { NO_FILTER, routeHash } from '../route.js';
import { all as t } from '../texts/language.js';
import { may, type ViewProps } from '../view-props.js';
import { LoginHint } from './login-hint.js';
import { Failed } from './pieces.js';
import { useAnswer } from './use-answer.js';

const EVERY_MS = 1_000;

interface PbxProps {
  readonly pbx: CallsAnswer;
  readonly nowMs: number;
  /** Absent: who looks may not act. */
  readonly act?: ((action: Omit<CallAction, 'pbx'>) => unknown) | undefined;
}

export function Calls({ live, session, onLogin }: ViewProps) {
  const { value, failed, again } = useAnswer<readonly CallsAnswer[]>('calls', EVERY_MS);
  const [refused, setRefused] = useState<Refused>();
  const act = async (action: CallAction) => {
    const asked = await ask('calls', 'POST', action);
    setRefused(asked.ok ? undefined : asked);
    again();
  };
  const mayAct = may(session, 'calls');
  return (
    <div class="page">
      <h1 tabIndex={-1}>{t.views.calls}</h1>
      {failed && <Failed {...failed} />}
      {refused && <Failed {...refused} />}
      <LoginHint session={session} of={['calls']} onLogin={onLogin} />
      {value?.length === 0 && <p class="nothing">{t.noPbxLink}</p>}
      {value?.map((pbx) => (
        <Pbx
          key={pbx.pbx}
          pbx={pbx}
          nowMs={live.nowMs()}
          act={mayAct ? (action) => act({ pbx: pbx.pbx, ...action }) : undefined}
        />
      ))}
    </div>
  );
}

function Pbx({ pbx, nowMs, act }: PbxProps) {
  const { lost, refused, calls, rooms, ownRooms } = pbx;
  return (
    <section class="card">
      <h2 class="card-head">{pbx.pbx}</h2>
      {lost !== undefined && (
        <Notice kind="warning">
          {t.pbxLost} <Said>{lost}</Said>
        </Notice>
      )}
      {refused.map((why) => (
        <Notice key={why} kind="warning">
          {t.pbxRefuses} <Said>{why}</Said>
        </Notice>
      ))}
      {ownRooms === 'lost' && <Notice kind="warning">{t.roomsLost}</Notice>}
      {ownRooms === 'replaced' && (
        <Notice kind="warning">
          {t.roomsReplaced}{' '}
          {act && (
            <button type="button" class="small" onClick={() => act({ what: 'take-back' })}>
              {t.callActions['take-back']}
            </button>
          )}
        </Notice>
      )}
      {rooms.map((room) => (
        <Room key={`${room.kind} ${room.name}`} room={room} nowMs={nowMs} act={act} />
      ))}
      {calls.length === 0 && lost === undefined && <p class="nothing">{t.noCalls}</p>}
      {calls.length > 0 && <CallTable calls={calls} nowMs={nowMs} act={act} />}
    </section>
  );
}

function Room({
  room: { name, kind, locked, members },
  nowMs,
  act,
}: {
  readonly room: RoomSeen;
} & Omit<PbxProps, 'pbx'>) {
  return (
    <>
      <h3>
        {t.room(name)} <span class="dim">{t.roomKinds[kind]}</span>
        {locked && ` · ${t.roomLocked}`}
      </h3>
      <div class="wide-table">
        <table>
          <tbody>
            {members.map((member) => (
              <tr key={member.channel}>
                <td>
                  <Party of={member} />
                </td>
                <td>
                  {member.muted && t.muted}
                  {member.admin && ` ${t.roomAdmin}`}
                </td>
                <td>
                  <Since of={member} nowMs={nowMs} />
                </td>
                <td>
                  {act && (
                    <div class="buttons">
                      {actionsOn(member).map((what) => (
                        <button
                          key={what}
                          type="button"
                          class="small"
                          onClick={() => act({ what, kind, room: name, channel: member.channel })}
                        >
                          {t.callActions[what]}
                        </button>
                      ))}
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Of whom nobody knows whether he is muted, both can be wanted. */
function actionsOn({ muted }: MemberSeen): readonly CallAction['what'][] {
  const mutes = [
    ...(muted === true ? [] : ['mute' as const]),
    ...(muted === false ? [] : ['unmute' as const]),
  ];
  return [...mutes, 'kick', 'hangup'];
}

function CallTable({
  calls,
  nowMs,
  act,
}: {
  readonly calls: readonly CallSeen[];
} & Omit<PbxProps, 'pbx'>) {
  return (
    <div class="wide-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t.callColumns.who}</th>
            <th scope="col">{t.callColumns.state}</th>
            <th scope="col">{t.callColumns.extension}</th>
            <th scope="col">{t.callColumns.since}</th>
            {act && <th scope="col">{t.act}</th>}
          </tr>
        </thead>
        {calls.map(({ id, legs }) => (
          <tbody key={id}>
            {legs.map((leg) => (
              <Leg key={leg.channel} leg={leg} nowMs={nowMs} act={act} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

const LEG_SIGNS = { calling: '↗', ringing: '◌', talking: '●', other: '·' } as const;

function Leg({ leg, nowMs, act }: { readonly leg: LegSeen } & Omit<PbxProps, 'pbx'>) {
  const { state, extension, channel } = leg;
  return (
    <tr>
      <td>
        <Party of={leg} />
      </td>
      <td>
        <span aria-hidden="true">{LEG_SIGNS[state]}</span> {t.legStates[state]}
      </td>
      <td>
        <Said>{extension}</Said>
      </td>
      <td>
        <Since of={leg} nowMs={nowMs} />
      </td>
      {act && (
        <td>
          <button type="button" class="small" onClick={() => act({ what: 'hangup', channel })}>
            {t.callActions.hangup}
          </button>
        </td>
      )}
    </tr>
  );
}

/** Nothing where it began before anybody looked. */
function Since({
  of: { since },
  nowMs,
}: {
  readonly of: { readonly since?: string };
  readonly nowMs: number;
}) {
  return since === undefined ? null : <Ago at={since} nowMs={nowMs} />;
}

/** A phone of the inventory is a link to it. */
function Party({ of: { line, macs, number, name } }: { readonly of: LegSeen | MemberSeen }) {
  const said = [line ?? number, name].filter((each) => each !== '').join(' ') || t.unknownParty;
  const [mac] = macs;
  if (mac === undefined) return <Said>{said}</Said>;
  return (
    <a href={routeHash({ view: 'phones', mac, filter: NO_FILTER })}>
      <Said>{said}</Said>
    </a>
  );
}
