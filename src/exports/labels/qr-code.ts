// A QR code as the path of an SVG: a square of size one for each dark module.

import qrcode from 'qrcode-generator';

/** Light modules around it, without which readers miss it (ISO/IEC 18004 section 5.3.8). */
const QUIET = 4;

export interface QrCode {
  /** Modules of a side, the quiet zone included. */
  readonly size: number;
  /** SVG path data. */
  readonly path: string;
}

/** Of a text of ASCII. */
export function qrCodeOf(text: string): QrCode {
  // 0: as small as it can be; M: a seventh of it may be scratched.
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const rows = Array.from({ length: count }, (_, row) => darkRuns(row, count, code.isDark));
  return { size: count + 2 * QUIET, path: rows.join('') };
}

/** Dark modules beside one another are one rectangle. */
function darkRuns(row: number, count: number, isDark: (row: number, column: number) => boolean) {
  let path = '';
  let from: number | undefined;
  for (let column = 0; column <= count; column++) {
    const dark = column < count && isDark(row, column);
    if (dark) from ??= column;
    if (dark || from === undefined) continue;
    path += `M${from + QUIET} ${row + QUIET}h${column - from}v1h-${column - from}z`;
    from = undefined;
  }
  return path;
}
