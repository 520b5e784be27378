// What is to be said about a capture itself: each thing once, with how often it was and where first.

export const NOTES = {
  truncated: 'the file ends in the middle of a packet: what came after is not in it',
  damaged: 'the file is damaged: nothing behind this place can be read',
  'no-interface': 'packets of an interface that the file does not describe were passed over',
  cut: 'packets were cut when they were captured, and some of what they said is lost: capture with "-s 0"',
  'link-type':
    'packets of a kind of link that is not read (Ethernet, Linux cooked, raw IP and loopback are): capture the wire, not the radio',
  malformed: 'packets whose headers cannot be, which were passed over',
  'malformed-dhcp': 'DHCP messages that cannot be read, which no client or server would take',
  'fragments-lost': 'datagrams of which not all fragments were captured',
  'stream-gaps': 'pieces of TCP connections are missing in the capture',
  'clock-back':
    'the clock of the capture went back by more than a second: times behind this place count on from there',
  crowded: 'more went on at once than is remembered: what was oldest was taken for ended',
  'no-answers':
    'no answer of any DHCP server is in the capture: was it taken where answers pass, at the server or at a mirror port?',
  'not-an-event': 'lines that are no recorded event, which were passed over',
} as const satisfies Readonly<Record<string, string>>;

export type NoteCode = keyof typeof NOTES;

/** Where the first of them is. */
export interface NotePlace {
  readonly unit: 'byte' | 'packet' | 'line';
  /** Of bytes from 0, of the others from 1. */
  readonly number: number;
}

export interface Note {
  readonly code: NoteCode;
  readonly count: number;
  readonly first?: NotePlace;
  readonly message: string;
}

export interface Notes {
  add(code: NoteCode, where?: NotePlace): void;
  /** In the order in which each was first met. */
  list(): readonly Note[];
}

export function createNotes(): Notes {
  const found = new Map<NoteCode, { count: number; readonly first: NotePlace | undefined }>();
  return {
    add(code, where) {
      const known = found.get(code);
      if (known) known.count++;
      else found.set(code, { count: 1, first: where });
    },
    list: () =>
      [...found].map(([code, { count, first }]) => ({
        code,
        count,
        ...(first !== undefined && { first }),
        message: NOTES[code],
      })),
  };
}
