// How much the server lets clients have. Values only.

export interface TftpLimits {
  /** At once, in all and for one address. */
  readonly transfers: number;
  readonly transfersPerClient: number;
  /**
   * Requests of one address at once. One whose transfer the client has answered counts no longer, one that was
   * refused counts a tenth.
   */
  readonly requestBurst: number;
  readonly requestsPerSecond: number;
  /**
   * The default fits one Ethernet frame (1500 less 20 for IP, 8 for UDP, 4 for TFTP). A larger block travels in
   * fragments, which boot loaders often cannot join and of which one lost loses all; RFC 2348 lets us say less
   * than was asked.
   */
  readonly maxBlksize: number;
  /** 64 full frames are what a client's default receive buffer holds (208 KiB on Linux, 2.3 KiB a frame). */
  readonly maxWindowsize: number;
}

/** Enough for a thousand phones behind one address. */
export const DEFAULT_LIMITS: TftpLimits = {
  transfers: 10_000,
  transfersPerClient: 1_024,
  requestBurst: 1_024,
  requestsPerSecond: 64,
  maxBlksize: 1_468,
  maxWindowsize: 64,
};
