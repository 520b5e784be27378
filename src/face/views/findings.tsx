// What is found in the inventory that is in force, and why another one was refused.

import { useState } from 'preact/hooks';
import type { FindingsAnswer } from '../../page/wire/lists.js';
import { ask } from '../ask.js';
import { Notice } from '../parts.js';
import { all as t } from '../texts/language.js';
import { may, type ViewProps } from '../view-props.js';
import { FindingList } from './finding-list.js';
import { LoginHint } from './login-hint.js';
import { WhyNot } from './phone-actions.js';
import { Failed, Page } from './pieces.js';
import { useAnswer } from './use-answer.js';

const EVERY_MS = 10_000;

export function Findings({ live: { site }, session, onLogin }: ViewProps) {
  const key = `${site?.reloaded} ${site?.reloadRefused}`;
  const { value, failed } = useAnswer<FindingsAnswer>('findings', EVERY_MS, { key });
  const [reload, setReload] = useState<Awaited<ReturnType<typeof ask>>>();
  return (
    <Page view="findings" failed={failed}>
      {may(session, 'reload') && (
        <p>
          <button type="button" onClick={async () => setReload(await ask('reload', 'POST'))}>
            {t.actions.reload}
          </button>{' '}
          <span class="dim">{t.reloadHint}</span>
        </p>
      )}
      <LoginHint session={session} of={['reload']} onLogin={onLogin} />
      <WhyNot session={session} of={['reload']} />
      <div role="status">
        {reload && (reload.ok ? <Notice>{t.reloaded}</Notice> : <Failed {...reload} />)}
      </div>
      {value?.refused && (
        <>
          <Notice kind="error">{t.refused}</Notice>
          <FindingList findings={value.refused} />
        </>
      )}
      {value && value.findings.length === 0 && !value.refused && (
        <p class="nothing">{t.noFindings}</p>
      )}
      {value && <FindingList findings={value.findings} />}
    </Page>
  );
}
