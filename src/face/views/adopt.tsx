// A new phone becomes an entry of the inventory: what it will say, what is found in it, and then it is written, or the command.

import { useEffect, useRef, useState } from 'preact/hooks';
import type {
  AdoptionAnswer,
  AdoptionChoices,
  AdoptionWish,
  SessionAnswer,
} from '../../page/wire/acting.js';
import type { StrangerAnswer } from '../../page/wire/site.js';
import { type Asked, ask } from '../ask.js';
import { NO_FILTER, routeHash } from '../route.js';
import { all as t } from '../texts/language.js';
import { may } from '../view-props.js';
import { FindingList } from './finding-list.js';
import { LoginHint } from './login-hint.js';
import { Copyable, Failed, Warning } from './pieces.js';
import { useAnswer } from './use-answer.js';

/** Until somebody has stopped typing. */
const PAUSE_MS = 250;
const BUSY_MS = 1_000;
/** Sooner than a server forgets an inventory that it was asked about: to read a large one takes seconds. */
const CHOICES_EVERY_MS = 45_000;

interface AdoptProps {
  readonly mac: string;
  /** Undefined: it is not in the list, or no more. */
  readonly stranger: StrangerAnswer | undefined;
  readonly session: SessionAnswer | undefined;
  readonly onLogin: () => void;
  readonly onDone: () => void;
}

interface Fields {
  readonly model: string;
  readonly label: string;
  /** Undefined: nobody has chosen. */
  readonly line: string | undefined;
  readonly address: string;
  readonly group: string;
}

export function Adopt({ mac, stranger, session, onLogin, onDone }: AdoptProps) {
  const { value: choices, failed } = useAnswer<AdoptionChoices>('adoptions', CHOICES_EVERY_MS);
  const [chosen, setFields] = useState<Fields>({
    ...{ model: stranger?.model ?? '', label: '', line: undefined, address: '', group: '' },
  });
  const line = chosen.line ?? (choices?.lines.length === 0 ? '' : 'next');
  const fields = { ...chosen, line };
  const wish = wishOf(mac, fields);
  const wished = JSON.stringify(wish);
  const [preview, setPreview] = useState<Asked<AdoptionAnswer>>();
  const mayAdopt = may(session, 'adopt');
  const isIn = session?.session ?? false;

  // What is asked for before it is known whether a line is free may be refused for nothing.
  const answer = preview?.ok ? preview.value : undefined;
  const isReady = isIn && !answer?.written && (choices !== undefined || failed !== undefined);
  const before = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    if (!isReady) return;
    let isOld = false;
    const timer = window.setTimeout(async () => {
      // The server works on what was asked even where nobody waits for it.
      await before.current;
      if (isOld) return;
      const asking = askUntilHeard(wished, () => isOld);
      before.current = asking;
      const asked = await asking;
      if (!isOld && asked) setPreview(asked);
    }, PAUSE_MS);
    return () => {
      isOld = true;
      window.clearTimeout(timer);
    };
  }, [wished, isReady]);

  const write = async (event: Event) => {
    event.preventDefault();
    setPreview(await ask<AdoptionAnswer>('adoptions', 'POST', { ...wish, write: true }));
    onDone();
  };
  return (
    <form class="adopt" aria-labelledby="adopt" onSubmit={write}>
      <h2 id="adopt" tabIndex={-1}>
        {t.adoptTitle(mac)}
      </h2>
      <LoginHint session={session} of={['adopt']} onLogin={onLogin} />
      <AdoptFields fields={fields} choices={choices} onChange={setFields} />
      {isIn && !preview && <p class="dim">{t.loading}</p>}
      {preview && !preview.ok && <Failed {...preview} />}
      {answer && <Preview answer={answer} />}
      <div class="buttons">
        {mayAdopt && !answer?.written && (
          <button type="submit" class="main" disabled={!answer}>
            {t.writeIt}
          </button>
        )}
        <a class="button" href={routeHash({ view: 'new', filter: NO_FILTER })}>
          {answer?.written ? t.close : t.cancel}
        </a>
      </div>
    </form>
  );
}

/** Undefined: meanwhile it is old. Where too much is asked at once it is asked again. */
async function askUntilHeard(
  wished: string,
  isOld: () => boolean,
): Promise<Asked<AdoptionAnswer> | undefined> {
  while (!isOld()) {
    const asked = await ask<AdoptionAnswer>('adoptions', 'POST', JSON.parse(wished));
    if (asked.ok || asked.status !== 503) return asked;
    await new Promise((resolve) => window.setTimeout(resolve, BUSY_MS));
  }
  return undefined;
}

/** What is empty is not said. */
function wishOf(mac: string, { group, ...fields }: Fields): AdoptionWish {
  const said = Object.entries(fields).filter(([, value]) => value !== '');
  return { mac, ...Object.fromEntries(said), ...(group !== '' && { groups: [group] }) };
}

function AdoptFields({
  fields,
  choices,
  onChange,
}: {
  readonly fields: Fields;
  readonly choices: AdoptionChoices | undefined;
  readonly onChange: (fields: Fields) => void;
}) {
  const take =
    (name: keyof Fields) =>
    ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...fields, [name]: value });
  return (
    <div class="fields">
      <label>
        {t.model}
        <select value={fields.model} onChange={take('model')}>
          {fields.model === '' && <option value="">{t.chooseModel}</option>}
          {(choices?.models ?? []).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.columns.label}
        <input value={fields.label} maxLength={100} autocomplete="off" onInput={take('label')} />
      </label>
      <label>
        {t.columns.line}
        <select value={fields.line} onChange={take('line')}>
          <option value="next">{choices?.lines.length === 0 ? t.lineNoneFree : t.lineNext}</option>
          <option value="">{t.lineNone}</option>
          {(choices?.lines ?? []).map((line) => (
            <option key={line}>{line}</option>
          ))}
        </select>
      </label>
      <label>
        {t.columns.address}
        <input
          value={fields.address}
          placeholder={t.addressHint}
          autocomplete="off"
          spellcheck={false}
          onInput={take('address')}
        />
      </label>
      <label>
        {t.group}
        <select value={fields.group} onChange={take('group')}>
          <option value="">{t.none}</option>
          {(choices?.groups ?? []).map((group) => (
            <option key={group}>{group}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Preview({ answer }: { readonly answer: AdoptionAnswer }) {
  const { entry, path, include, findings, files, written, why, command } = answer;
  return (
    <>
      <h3>{written ? t.wasAdded(path) : t.willBeAdded(path)}</h3>
      <pre class="entry">
        <code>{entry}</code>
      </pre>
      {include !== undefined && (
        <p>
          {t.mustInclude} <Copyable text={include} />
        </p>
      )}
      <h3>{t.check}</h3>
      {findings.length === 0 ? <p>{t.nothingFound}</p> : <FindingList findings={findings} />}
      {files.length > 0 && (
        <p class="dim">
          {t.files}:{' '}
          {files.map((name) => (
            <code key={name}>{name} </code>
          ))}
        </p>
      )}
      {why !== undefined && <Warning says={why}>{t.notWritten}</Warning>}
      {!written && (
        <p>
          {t.orType}: <Copyable text={command} />
        </p>
      )}
    </>
  );
}
