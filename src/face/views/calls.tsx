// Who talks with whom, and who is in which conference; with what can be done about it.

import { useState } from 'preact/hooks';
import type {
  CallAction,
  CallSeen,
  CallsAnswer,
  LegSeen,
  MemberSeen,
  RoomSeen,
  TurnedAwaySeen,
} from '../../page/wire/calls.js';
import { ask, type Refused } from '../ask.js';
import { Ago, Said } from '../parts.js';
import { all as t } from '../texts/language.js';
import { may, type ViewProps } from '../view-props.js';
import { LoginHint } from './login-hint.js';
import { Failed, Page, PhoneLink, Table, Warning } from './pieces.js';
import { useAnswer } from './use-answer.js';

const EVERY_MS = 1_000;

interface PbxProps {
  readonly pbx: CallsAnswer;
  readonly nowMs: number;
  /** Absent: who looks may not act. */
  readonly act?: ((action: Wish) => unknown) | undefined;
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
    <Page view="calls" failed={failed}>
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
    </Page>
  );
}

function Pbx({ pbx, nowMs, act }: PbxProps) {
  const { lost, refused, calls, rooms, ownRooms, turnedAway } = pbx;
  return (
    <section class="card">
      <h2 class="card-head">{pbx.pbx}</h2>
      {lost !== undefined && <Warning says={lost}>{t.pbxLost}</Warning>}
      {refused.map((why) => (
        <Warning key={why} says={why}>
          {t.pbxRefuses}
        </Warning>
      ))}
      {ownRooms === 'lost' && <Warning>{t.roomsLost}</Warning>}
      {ownRooms === 'replaced' && (
        <Warning>
          {t.roomsReplaced} {act && <ActOn wish={{ what: 'take-back' }} act={act} />}
        </Warning>
      )}
      {rooms.map((room) => (
        <Room key={`${room.kind} ${room.name}`} room={room} nowMs={nowMs} act={act} />
      ))}
      {turnedAway?.map((one) => (
        <Warning key={one.channel} says={one.why}>
          {t.notLetIn} <Party of={one} /> · {t.room(one.room)} · <Ago at={one.at} nowMs={nowMs} /> ·
        </Warning>
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
      <Table>
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
                      <ActOn
                        key={what}
                        wish={{ what, kind, room: name, channel: member.channel }}
                        act={act}
                      />
                    ))}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
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
  const { who, state, extension, since } = t.callColumns;
  return (
    <Table heads={[who, state, extension, since, ...(act ? [t.act] : [])]}>
      {calls.map(({ id, legs }) => (
        <tbody key={id}>
          {legs.map((leg) => (
            <Leg key={leg.channel} leg={leg} nowMs={nowMs} act={act} />
          ))}
        </tbody>
      ))}
    </Table>
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
          <ActOn wish={{ what: 'hangup', channel }} act={act} />
        </td>
      )}
    </tr>
  );
}

type Wish = Omit<CallAction, 'pbx'>;

function ActOn({ wish, act }: { readonly wish: Wish; readonly act: (wish: Wish) => unknown }) {
  return (
    <button type="button" class="small" onClick={() => act(wish)}>
      {t.callActions[wish.what]}
    </button>
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
function Party({
  of: { line, macs, number, name },
}: {
  readonly of: LegSeen | MemberSeen | TurnedAwaySeen;
}) {
  const said = [line ?? number, name].filter((each) => each !== '').join(' ') || t.unknownParty;
  const [mac] = macs;
  if (mac === undefined) return <Said>{said}</Said>;
  return (
    <PhoneLink mac={mac}>
      <Said>{said}</Said>
    </PhoneLink>
  );
}
