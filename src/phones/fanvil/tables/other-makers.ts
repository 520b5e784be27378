// Whose phones a name in a file is for, where it is not for these: by how other makers write theirs.

interface OtherMaker {
  /** Completes "a name of … phones". */
  readonly maker: string;
  readonly name: RegExp;
}

const OTHER_MAKERS: readonly OtherMaker[] = [
  {
    maker: 'Yealink',
    name: /^(account\.\d+|linekey\.\d+|memorykey\.\d+|programablekey\.\d+|expansion_module\.\d+|static|local_time|phone_setting|features|auto_provision|remote_phonebook|directory_setting|super_search|action_url|distinctive_ring_tones|over_the_air|gui_lang|wallpaper_upload|custom_softkey_\w+)\.\w/,
  },
  { maker: 'Grandstream', name: /^P\d{1,5}$/ },
  {
    maker: 'snom',
    name: /^(user_(name|pass|realname|host|active|idle_text|pname|outbound|srtp|mailbox)\d*|fkey\d+|setting_server|dhcp_option_\w+)[!&$?]?$/,
  },
  { maker: 'Poly', name: /^(reg\.\d+|voIpProt|tcpIpApp|up|lineKey\.\d+|attendant|device)\.\w/ },
];

/** Undefined: of nobody's who is known here. */
export function makerOfName(name: string): string | undefined {
  return OTHER_MAKERS.find((each) => each.name.test(name))?.maker;
}

const NAMES = /^\s*([A-Za-z][\w.]*[!&$?]?)\s*[:=]/gm;
const ENOUGH = 2;
const MAX_LOOK = 16_384;

/** Whose file a text is: two names at least are of one maker. */
export function makerOfText(text: string): string | undefined {
  const counts = new Map<string, number>();
  for (const [, name = ''] of text.slice(0, MAX_LOOK).matchAll(NAMES)) {
    const maker = makerOfName(name);
    if (maker === undefined) continue;
    const count = (counts.get(maker) ?? 0) + 1;
    if (count >= ENOUGH) return maker;
    counts.set(maker, count);
  }
  return undefined;
}
