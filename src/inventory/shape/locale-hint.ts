// What to write for a language and country in another spelling, or for a language alone.

/** `en_US.UTF-8`, `en-us`, `en` and `en-US,` say which are meant, the last by the country where most speak it (CLDR). */
export function localeHint(text: string): string | undefined {
  const [, tag] =
    /^([a-z]{2,3}([-_][a-z]{2})?)([.@].*)?$/i.exec(text.replace(/[\s,;]+$/, '')) ?? [];
  if (tag === undefined) return undefined;
  const { language, region } = new Intl.Locale(tag.replace('_', '-')).maximize();
  return region === undefined ? undefined : `write ${language}-${region}`;
}
