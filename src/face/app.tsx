// The frame around the views: where somebody is, whether the server is heard, who may act, and the keys.

import { useCallback, useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { Content } from './content.js';
import { Header } from './header.js';
import { createKeyboard, type KeyAct } from './keys.js';
import { type Live, startLive } from './live.js';
import { Notice } from './parts.js';
import type { Mover } from './phone-list.js';
import { type Filter, type Route, readRoute, routeHash } from './route.js';
import { useSession } from './session.js';
import { t } from './texts/language.js';
import { useViews } from './use-views.js';

const TICK_MS = 1_000;

export function App() {
  const [, redraw] = useReducer<number, void>((round) => round + 1, 0);
  const lookAgain = useRef<() => unknown>(() => {});
  const [live] = useState(() => startLive(redraw, () => lookAgain.current()));
  const session = useSession(live.connect);
  lookAgain.current = session.look;
  const { route, setFilter } = useRoute();
  const [dialog, setDialog] = useState<'login' | 'help'>();
  const mover = useRef<Mover>(() => false);
  const views = useViews();
  const touchedMs = useTouches();
  useClock(redraw);
  useTitle(live, route);
  useFocusOfView(route);
  useKeys((act) => obey(act, { route, mover: mover.current, dialog, setDialog }));

  const needsLogin = live.link === 'login';
  return (
    <>
      <button
        type="button"
        class="skip"
        onClick={() => document.getElementById('content')?.focus()}
      >
        {t.skip}
      </button>
      <Header
        live={live}
        route={route}
        session={session}
        onLogin={() => setDialog('login')}
        onHelp={() => setDialog('help')}
        redraw={redraw}
      />
      {session.answer?.plain && <Notice kind="warning">{t.plainBar}</Notice>}
      <Lost live={live} />
      {views && (needsLogin || dialog === 'login') && (
        <views.Login session={session} isNeeded={needsLogin} onClose={() => setDialog(undefined)} />
      )}
      {views && dialog === 'help' && <views.Help onClose={() => setDialog(undefined)} />}
      <main id="content" tabIndex={-1}>
        {!needsLogin && (
          <Content
            live={live}
            route={route}
            session={session.answer}
            views={views}
            onFilter={setFilter}
            onLogin={() => setDialog('login')}
            mover={mover}
            touchedMs={touchedMs}
          />
        )}
      </main>
    </>
  );
}

function useRoute(): { readonly route: Route; readonly setFilter: (filter: Filter) => void } {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const read = () => setRoute(readRoute(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  const setFilter = useCallback((filter: Filter) => {
    setRoute((before) => {
      const next = { ...before, filter };
      history.replaceState(null, '', routeHash(next));
      return next;
    });
  }, []);
  return { route, setFilter };
}

/** When somebody last did something. */
function useTouches(): () => number {
  const touched = useRef(Date.now());
  useEffect(() => {
    const touch = () => {
      touched.current = Date.now();
    };
    const kinds = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'];
    for (const kind of kinds) addEventListener(kind, touch, { passive: true });
    return () => {
      for (const kind of kinds) removeEventListener(kind, touch);
    };
  }, []);
  return () => touched.current;
}

/** What says how long ago a thing was is drawn again. */
function useClock(redraw: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) redraw();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [redraw]);
}

function useTitle({ site, phones }: Live, { view, mac }: Route): void {
  const stuck = site?.words.stuck ?? 0;
  const where = (mac && phones.rows.get(mac)?.label) || mac || t.views[view];
  const title = `${stuck > 0 ? `(${stuck}) ` : ''}${where} · offhook`;
  useEffect(() => {
    document.title = title;
    document.documentElement.lang = t.lang;
  }, [title]);
}

/** Another view begins at its heading, for who hears the page and for who has only keys. */
function useFocusOfView({ view, mac }: Route): void {
  const isFirst = useRef(true);
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    const left = before.current;
    before.current = mac;
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const row = mac ?? left;
    const title = view === 'new' && mac !== undefined ? '#adopt' : '#content h1';
    const own = mac === undefined && left !== undefined ? `[data-mac="${row}"]` : title;
    const place = document.querySelector<HTMLElement>(own) ?? document.getElementById('content');
    place?.focus({ preventScroll: mac === undefined });
  }, [view, mac]);
}

function useKeys(onAct: (act: KeyAct) => boolean): void {
  const latest = useRef(onAct);
  latest.current = onAct;
  useEffect(() => {
    const keyboard = createKeyboard();
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const isWriting = (event.target as Element).matches('input, select, textarea');
      const isArrow = event.key === 'ArrowDown' && (event.target as Element).id === 'filter';
      if (isWriting && event.key !== 'Escape' && !isArrow) return;
      const act = keyboard.press(event.key, event.timeStamp);
      if (act && latest.current(act)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

interface Situation {
  readonly route: Route;
  readonly mover: Mover | null;
  readonly dialog: string | undefined;
  readonly setDialog: (dialog: 'help' | undefined) => void;
}

/** Whether the key is used up. */
function obey(act: KeyAct, { route, mover, dialog, setDialog }: Situation): boolean {
  switch (act.act) {
    case 'go':
      location.hash = routeHash({ view: act.view, filter: route.filter });
      return true;
    case 'filter':
      // At once where the field is there: whoever types on at once types into it.
      if (!toFilter()) {
        location.hash = '#/phones';
        requestAnimationFrame(toFilter);
      }
      return true;
    case 'move':
      return route.view === 'phones' && mover !== null ? mover(act.by) : moveAmongRows(act.by);
    case 'help':
      setDialog(dialog === 'help' ? undefined : 'help');
      return true;
    case 'adopt':
      if (route.view !== 'new') return false;
      rowLinks()[Math.max(0, focusedRow())]?.click();
      return true;
    case 'select':
      return selectFocused();
    case 'close':
      return close({ route, dialog, setDialog });
  }
}

function toFilter(): boolean {
  const field = document.getElementById('filter');
  field?.focus();
  return field !== null;
}

function close({ route, dialog, setDialog }: Omit<Situation, 'mover'>): boolean {
  const field = document.activeElement as HTMLInputElement | null;
  if (dialog !== undefined) setDialog(undefined);
  else if (field?.id === 'filter') {
    if (field.value !== '') return false;
    field.blur();
  } else if (route.mac !== undefined)
    location.hash = routeHash({ view: route.view, filter: route.filter });
  else return false;
  return true;
}

/** The phone of the list that has the focus. */
function selectFocused(): boolean {
  const box = document.activeElement?.closest('tr.row')?.querySelector('input');
  box?.click();
  return box !== undefined && box !== null;
}

/** In views whose rows are all there. */
function rowLinks(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-row]')];
}

function focusedRow(): number {
  return rowLinks().indexOf(document.activeElement as HTMLElement);
}

function moveAmongRows(by: number): boolean {
  const links = rowLinks();
  const at = focusedRow();
  const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))];
  next?.focus();
  return next !== undefined;
}

function Lost({ live: { link, heardMs } }: { readonly live: Live }) {
  return (
    <div role="status">
      {link === 'full' && <Notice kind="warning">{t.fullFor}</Notice>}
      {link === 'lost' && heardMs !== undefined && (
        <Notice kind="warning">{t.lostFor(t.format.clock(heardMs))}</Notice>
      )}
    </div>
  );
}
