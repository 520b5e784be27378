// TFTP packets, bytes <-> values (RFC 1350 section 5, RFC 2347). Knows no option by name, no file, no socket.

export interface Option {
  readonly name: string;
  readonly value: string;
}

export interface RequestPacket {
  readonly type: 'RRQ' | 'WRQ';
  readonly fileName: string;
  /** As sent; upper and lower case mean the same. */
  readonly mode: string;
  readonly options: readonly Option[];
}
export interface DataPacket {
  readonly type: 'DATA';
  /** 0..65535: long files start again at 0. */
  readonly block: number;
  /** A view of the received bytes, not a copy. */
  readonly data: Uint8Array;
}
export interface AckPacket {
  readonly type: 'ACK';
  readonly block: number;
}
export interface ErrorPacket {
  readonly type: 'ERROR';
  readonly code: number;
  readonly message: string;
}
export interface OackPacket {
  readonly type: 'OACK';
  readonly options: readonly Option[];
}
export type Packet = RequestPacket | DataPacket | AckPacket | ErrorPacket | OackPacket;

/** `request`: an RRQ or WRQ that cannot be read, which deserves an answer. The others do not. */
export type PacketFault = 'too-short' | 'opcode' | 'request' | 'options';
export interface MalformedPacket {
  readonly type: 'malformed';
  readonly fault: PacketFault;
}

/** RFC 1350 section 5 appendix; 8 is RFC 2347's. */
export const ERROR_CODES = {
  undefined: 0,
  fileNotFound: 1,
  accessViolation: 2,
  illegalOperation: 4,
  unknownTransferId: 5,
  optionRefused: 8,
} as const;

/** RFC 1350 section 4: what a stranger hears, while the transfer goes on undisturbed. */
export const UNKNOWN_TRANSFER_ID: ErrorPacket = {
  type: 'ERROR',
  code: ERROR_CODES.unknownTransferId,
  message: 'no such transfer',
};

const OPCODES = { RRQ: 1, WRQ: 2, DATA: 3, ACK: 4, ERROR: 5, OACK: 6 } as const;
/** RFC 2347: "The maximum size of a request packet is 512 octets." */
const MAX_REQUEST_BYTES = 512;

/** Never throws. A view of `bytes` lives on in a DATA packet only. */
export function decodePacket(bytes: Uint8Array): Packet | MalformedPacket {
  const { 0: high, 1: low } = bytes;
  if (low === undefined) return malformed('too-short');
  if (high !== 0) return malformed('opcode');
  switch (low) {
    case OPCODES.RRQ:
      return decodeRequest('RRQ', bytes);
    case OPCODES.WRQ:
      return decodeRequest('WRQ', bytes);
    case OPCODES.OACK:
      return decodeOack(bytes);
    case OPCODES.ACK:
      return decodeAck(bytes);
    case OPCODES.DATA:
    case OPCODES.ERROR:
      return decodeNumbered(low, bytes);
    default:
      return malformed('opcode');
  }
}

/** Whether it answers what a server sent, where requests come in at the same port. */
export function isAnswer(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && (bytes[1] === OPCODES.ACK || bytes[1] === OPCODES.ERROR);
}

export function encodePacket(packet: Packet): Uint8Array {
  switch (packet.type) {
    case 'RRQ':
    case 'WRQ':
      return withTexts(OPCODES[packet.type], [
        packet.fileName,
        packet.mode,
        ...optionTexts(packet.options),
      ]);
    case 'DATA':
      return withNumber(OPCODES.DATA, packet.block, packet.data);
    case 'ACK':
      return withNumber(OPCODES.ACK, packet.block, NO_BYTES);
    case 'ERROR':
      return withNumber(OPCODES.ERROR, packet.code, Buffer.from(`${packet.message}\0`));
    case 'OACK':
      return withTexts(OPCODES.OACK, optionTexts(packet.options));
  }
}

/*
 *   2 bytes   string  1   string  1   string  1   string  1
 *  +--------+--------+---+------+---+--------+---+-------+---+--
 *  | 1 or 2 |  name  | 0 | mode | 0 | option | 0 | value | 0 | ...      RRQ, WRQ
 *  +--------+--------+---+------+---+--------+---+-------+---+--
 */
function decodeRequest(type: 'RRQ' | 'WRQ', bytes: Uint8Array): Packet | MalformedPacket {
  if (bytes.length > MAX_REQUEST_BYTES) return malformed('request');
  const [fileName, mode, ...options] = textsOf(bytes);
  if (fileName === undefined || mode === undefined) return malformed('request');
  return { type, fileName, mode, options: pairUp(options) };
}

/*
 *   2 bytes  string  1   string  1
 *  +-------+--------+---+-------+---+--
 *  |   6   | option | 0 | value | 0 | ...      OACK
 *  +-------+--------+---+-------+---+--
 */
function decodeOack(bytes: Uint8Array): OackPacket | MalformedPacket {
  const texts = textsOf(bytes);
  if (texts.length % 2 !== 0) return malformed('options');
  return { type: 'OACK', options: pairUp(texts) };
}

/*
 *   2 bytes  2 bytes  0..65464 bytes
 *  +-------+---------+----------------
 *  |   3   |  block  | data                    DATA
 *  |   4   |  block  |                         ACK
 *  |   5   |  code   | string 0                ERROR
 *  +-------+---------+----------------
 */
function decodeNumbered(opcode: 3 | 5, bytes: Uint8Array): Packet | MalformedPacket {
  const number = numberOf(bytes);
  if (number === undefined) return malformed('too-short');
  if (opcode === OPCODES.DATA) return { type: 'DATA', block: number, data: bytes.subarray(4) };
  const end = bytes.indexOf(0, 4);
  // Some clients leave the closing zero out; an ERROR is understood all the same.
  const text = textOf(bytes, 4, end < 0 ? bytes.length : end);
  return { type: 'ERROR', code: number, message: text };
}

/** Apart from the others, for it is nearly all that a server hears. */
function decodeAck(bytes: Uint8Array): AckPacket | MalformedPacket {
  const block = numberOf(bytes);
  return block === undefined ? malformed('too-short') : { type: 'ACK', block };
}

/** The second two bytes. */
function numberOf({ 2: third, 3: fourth }: Uint8Array): number | undefined {
  return third === undefined || fourth === undefined ? undefined : third * 256 + fourth;
}

/** The zero-terminated texts after the opcode; what follows the last zero is dropped. */
function textsOf(bytes: Uint8Array): readonly string[] {
  const texts: string[] = [];
  let start = 2;
  for (let end = bytes.indexOf(0, start); end >= 0; end = bytes.indexOf(0, start)) {
    texts.push(textOf(bytes, start, end));
    start = end + 1;
  }
  return texts;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

/** A name without a value is no option. */
function pairUp(texts: readonly string[]): readonly Option[] {
  const options: Option[] = [];
  for (let at = 0; at + 1 < texts.length; at += 2) {
    options.push({ name: texts[at] ?? '', value: texts[at + 1] ?? '' });
  }
  return options;
}

function optionTexts(options: readonly Option[]): readonly string[] {
  return options.flatMap(({ name, value }) => [name, value]);
}

function withTexts(opcode: number, texts: readonly string[]): Uint8Array {
  return Buffer.from(
    `\0${String.fromCharCode(opcode)}${texts.map((text) => `${text}\0`).join('')}`,
  );
}

/** The first four bytes of a DATA packet as one number: what a file's own bytes follow. */
export function dataHead(block: number): number {
  return OPCODES.DATA * 65_536 + block;
}

function withNumber(opcode: number, number: number, rest: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(4 + rest.length);
  bytes[0] = 0;
  bytes[1] = opcode;
  bytes[2] = number >>> 8;
  bytes[3] = number;
  bytes.set(rest, 4);
  return bytes;
}

const NO_BYTES = new Uint8Array(0);

function malformed(fault: PacketFault): MalformedPacket {
  return { type: 'malformed', fault };
}
