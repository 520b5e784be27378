// The phones as a table of which only the rows are drawn that can be seen: ten thousand cost as much as forty.

import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PhoneRow } from '../page/wire/phone.js';
import type { Rows } from './listing.js';
import { windowOf } from './listing.js';
import { Ago, Bar, State } from './parts.js';
import { SORTS, type Sort } from './route.js';
import { t } from './texts/language.js';

/** Moves the focus by so many rows; false: there is nothing to move in. */
export type Mover = (by: number) => boolean;

interface ListProps {
  readonly macs: readonly string[];
  readonly rows: Rows;
  readonly nowMs: number;
  readonly sort: Sort;
  /** The phone that is open beside the list. */
  readonly open: string | undefined;
  /** Whether it still fits the filter. */
  readonly fits: (row: PhoneRow) => boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (mac: string) => void;
  readonly hrefOf: (mac: string) => string;
  readonly onSort: (sort: Sort) => void;
  readonly mover: RefObject<Mover>;
}

const ROW_HEIGHT = 30;

export function PhoneList(props: ListProps) {
  const { macs, rows, sort, open, mover } = props;
  const box = useRef<HTMLElement>(null);
  const [view, setView] = useState({ top: 0, height: 800, rowHeight: ROW_HEIGHT });
  const [active, setActive] = useState<string | undefined>(open);
  const wantsFocus = useRef(false);

  const measure = () => {
    if (!box.current) return;
    const { scrollTop: top, clientHeight: height } = box.current;
    const row = box.current.querySelector<HTMLElement>('tbody tr.row');
    const rowHeight = row?.offsetHeight || ROW_HEIGHT;
    setView((before) =>
      before.top === top && before.height === height && before.rowHeight === rowHeight
        ? before
        : { top, height, rowHeight },
    );
  };

  useLayoutEffect(measure);
  useEffect(() => {
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-mac="${active}"]`);
    if (!link) return;
    wantsFocus.current = false;
    link.focus({ preventScroll: true });
  });

  const goTo = (at: number) => {
    const mac = macs[Math.min(macs.length - 1, Math.max(0, at))];
    if (mac === undefined || !box.current) return false;
    const row = macs.indexOf(mac) * view.rowHeight;
    const head = box.current.querySelector('thead')?.offsetHeight ?? 0;
    const top = box.current.scrollTop;
    const lowest = row + view.rowHeight + head - box.current.clientHeight;
    box.current.scrollTop = row < top ? row : Math.max(top, lowest);
    wantsFocus.current = true;
    setActive(mac);
    measure();
    return true;
  };
  mover.current = (by) => {
    const at = macs.indexOf(active ?? '');
    return goTo(at < 0 ? 0 : at + by);
  };

  const { first, end } = windowOf(view.top, view.height, view.rowHeight, macs.length);
  const tabStop = macs.includes(active ?? '') ? active : macs[first];
  return (
    <section class="list" ref={box} onScroll={measure} aria-label={t.views.phones}>
      <table aria-rowcount={macs.length + 1}>
        <Head sort={sort} onSort={props.onSort} />
        <tbody>
          <Spacer height={first * view.rowHeight} />
          {macs.slice(first, end).map((mac, at) => {
            const row = rows.get(mac);
            return (
              row && (
                <Row
                  key={mac}
                  {...props}
                  row={row}
                  index={first + at + 2}
                  isTabStop={mac === tabStop}
                  onFocus={() => setActive(mac)}
                />
              )
            );
          })}
          <Spacer height={(macs.length - end) * view.rowHeight} />
        </tbody>
      </table>
    </section>
  );
}

function Head({ sort, onSort }: Pick<ListProps, 'sort' | 'onSort'>) {
  return (
    <thead>
      <tr>
        {SORTS.map((each) => (
          <th
            key={each}
            scope="col"
            class={`c-${each}`}
            aria-sort={each === sort ? 'ascending' : undefined}
          >
            <button type="button" class="plain" onClick={() => onSort(each)}>
              {t.columns[each]}
            </button>
          </th>
        ))}
        <th scope="col" class="c-what">
          {t.columns.what}
        </th>
      </tr>
    </thead>
  );
}

/** One cell: more would make columns of those that a narrow screen hides. */
function Spacer({ height }: { readonly height: number }) {
  return (
    <tr class="spacer" style={{ height: `${height}px` }}>
      <td />
    </tr>
  );
}

interface RowProps extends ListProps {
  readonly row: PhoneRow;
  readonly index: number;
  readonly isTabStop: boolean;
  readonly onFocus: () => void;
}

function Row(props: RowProps) {
  const { row, index, isTabStop, open, fits, selected, onSelect, hrefOf, onFocus, nowMs } = props;
  const { mac, label, lines, model, address, heard } = row;
  const isOpen = mac === open;
  const fit = fits(row);
  return (
    <tr
      class={`row ${row.word}${isOpen ? ' open' : ''}${fit ? '' : ' past'}`}
      aria-rowindex={index}
      title={fit ? undefined : t.notOfFilter}
    >
      <td class="c-state">
        {/* Not on the way of who goes on by Tab: a key does it. */}
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t.select(label ?? mac)}
          checked={selected.has(mac)}
          onChange={() => onSelect(mac)}
        />
        <State {...row} />
      </td>
      <td class="c-label">
        <a
          href={hrefOf(mac)}
          data-mac={mac}
          tabIndex={isTabStop ? 0 : -1}
          aria-current={isOpen ? 'true' : undefined}
          onFocus={onFocus}
        >
          {label ?? mac}
        </a>
        <div class="narrow">
          <What row={row} />
        </div>
      </td>
      <td class="c-line">{lines.join(', ')}</td>
      <td class="c-model">{model}</td>
      <td class="c-address">{address}</td>
      <td class="c-heard">
        <Ago at={heard} nowMs={nowMs} />
      </td>
      <td class="c-what" title={row.sentence}>
        <What row={row} />
      </td>
    </tr>
  );
}

function What({ row: { progress, sentence } }: { readonly row: PhoneRow }) {
  return (
    <>
      {progress && <Bar done={progress.bytes} of={progress.ofBytes} kind="inline" />}
      {sentence}
    </>
  );
}
