// Orders of a date as other programs write them: `DD/MM/YYYY`, `%d.%m.%Y`.

const FORM = /^(?=.*D)(?=.*M)(?=.*Y)[DMY]([./-])[DMY]\1[DMY]$/;

/** Undefined: it is not known what is meant. */
export function dateFormatHint(text: string): string | undefined {
  const order = text
    .toUpperCase()
    .replaceAll('%', '')
    .replace(/([DMY])\1+/g, '$1');
  return FORM.test(order) ? `write ${order}` : undefined;
}
