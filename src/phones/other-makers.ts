// Whose phones a name in a file is for, where it is not for these: by how other makers write theirs.

interface OtherMaker {
  /** Completes "a name of … phones", and "it is of …". */
  readonly maker: string;
  /** In lines of a text, as a key. */
  readonly key?: RegExp;
  /** In XML, as an element. */
  readonly element?: RegExp;
  /** What its files begin with. */
  readonly root?: string;
}

const OTHER_MAKERS: readonly OtherMaker[] = [
  {
    maker: 'Yealink',
    key: /^(account\.\d+|linekey\.\d+|memorykey\.\d+|programablekey\.\d+|expansion_module\.\d+|static|local_time|phone_setting|features|auto_provision|remote_phonebook|directory_setting|super_search|action_url|distinctive_ring_tones|over_the_air|gui_lang|wallpaper_upload|custom_softkey_\w+)\.\w/,
    element: /^Yealink/i,
  },
  { maker: 'Grandstream', key: /^P\d{1,5}$/, element: /^(P\d{1,5}|gxp.*)$/i },
  {
    maker: 'snom',
    key: /^(user_(name|pass|realname|host|active|idle_text|pname|outbound|srtp|mailbox)\d*|fkey\d+|setting_server|dhcp_option_\w+)[!&$?]?$/,
    element: /^snom/i,
  },
  {
    maker: 'Poly',
    key: /^(reg\.\d+|voIpProt|tcpIpApp|up|lineKey\.\d+|attendant|device)\.\w/,
    element: /^(polycom|reg\.|voIpProt)/i,
  },
  // Keys of Gigaset have such names as well.
  { maker: 'the SPA family', element: /_/, root: 'flat-profile' },
];

/** Undefined: of nobody's who is known here. */
export function makerOfName(name: string): string | undefined {
  return OTHER_MAKERS.find(({ key }) => key?.test(name))?.maker;
}

/** The same of an element of XML. */
export function makerOfElement(name: string): Pick<OtherMaker, 'maker' | 'root'> | undefined {
  return OTHER_MAKERS.find(({ key, element }) => element?.test(name) || key?.test(name));
}

const NAMES = /^[ \t]*([A-Za-z][\w.]*[!&$?]?)\s*[:=]/gm;
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
