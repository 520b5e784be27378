// What a capture holds, before anybody looks into it. Types only.

/** One packet as it was captured. */
export interface CapturedPacket {
  /** Counted from 1, as Wireshark does. */
  readonly frame: number;
  /** Milliseconds since 1970, with their fractions. */
  readonly atMs: number;
  /** Number of tcpdump.org's list of link types; 1 is Ethernet. */
  readonly linkType: number;
  /** What was kept of it; a view that is not written to again. */
  readonly bytes: Uint8Array;
  /** On the wire: more than there are bytes where it was cut. */
  readonly length: number;
}

/** A message of UDP, whole unless it was cut. */
export interface Datagram {
  readonly atMs: number;
  /** As text, also of IPv6. */
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  readonly bytes: Uint8Array;
  /** On the wire. */
  readonly length: number;
}
