// Phones of the list to be taken along: those that are selected, or all that are shown.

import { useState } from 'preact/hooks';
import type { PhoneRow } from '../../page/wire/phone.js';
import type { Rows } from '../listing.js';
import { all as t } from '../texts/language.js';
import { csvOf } from './csv.js';

interface TakeAlongProps {
  readonly rows: Rows;
  readonly shown: readonly string[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (macs: readonly string[]) => void;
}

export function TakeAlong({ rows, shown, selected, onSelect }: TakeAlongProps) {
  const [copied, setCopied] = useState<unknown>();
  // In the order of the list; a selected one that is filtered out stays selected.
  const isFew = selected.size > 0;
  const taken = (): readonly PhoneRow[] =>
    (isFew
      ? [...new Set([...shown.filter((mac) => selected.has(mac)), ...selected])]
      : shown
    ).flatMap((mac) => rows.get(mac) ?? []);
  const copy = async () => {
    const macs = taken().map(({ mac }) => mac);
    await navigator.clipboard.writeText(macs.join('\n')).catch(() => undefined);
    setCopied(selected);
  };
  return (
    <span class="take-along">
      {isFew && (
        <>
          <output>{t.selected(selected.size)}</output>
          <button type="button" class="small" onClick={() => onSelect([])}>
            {t.unselect}
          </button>
        </>
      )}
      {shown.some((mac) => !selected.has(mac)) && (
        <button
          type="button"
          class="small"
          onClick={() => onSelect([...new Set([...selected, ...shown])])}
        >
          {t.selectShown}
        </button>
      )}
      {'clipboard' in navigator && (
        <button type="button" class="small" onClick={copy}>
          {copied === selected ? t.copied : t.copyMacs}
        </button>
      )}
      <button type="button" class="small" onClick={() => save(csvOf(taken()))}>
        {t.saveCsv}
      </button>
    </span>
  );
}

function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = 'phones.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
