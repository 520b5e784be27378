// Archives as vendors make them, and as nobody should: the tests write every byte themselves.

import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

export interface Member {
  readonly path: string;
  readonly bytes?: Uint8Array;
  /** Of tar: '5' folder, '2' link, '1' hard link, '3' device. */
  readonly type?: string;
  readonly linkTo?: string;
}

const TAR_BLOCK = 512;

function tarHeader({ path, bytes = Buffer.of(), type = '0', linkTo = '' }: Member): Buffer {
  const head = Buffer.alloc(TAR_BLOCK);
  head.write(path, 0, 100);
  head.write('0000644\0', 100);
  head.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write('00000000000\0', 136);
  head.write('        ', 148);
  head.write(type, 156);
  head.write(linkTo, 157, 100);
  head.write('ustar\x0000', 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}

export function tarOf(members: readonly Member[]): Buffer {
  const pieces = members.flatMap((member) => {
    const { bytes = Buffer.of() } = member;
    const padding = Buffer.alloc((TAR_BLOCK - (bytes.length % TAR_BLOCK)) % TAR_BLOCK);
    return [tarHeader(member), bytes, padding];
  });
  return Buffer.concat([...pieces, Buffer.alloc(2 * TAR_BLOCK)]);
}

export const tgzOf = (members: readonly Member[]): Buffer => gzipSync(tarOf(members));

export interface ZipMember extends Member {
  /** Of Unix, with its type. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** What the archive says of it, where that is not true. */
  readonly saidSize?: number;
  readonly saidSum?: number;
}

export function zipOf(members: readonly ZipMember[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const { path, bytes = Buffer.of(), mode = 0o100644, flags = 0, method = 8 } = member;
    const name = Buffer.from(path);
    const packed = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
    const { saidSize = bytes.length, saidSum = crc32(bytes) } = member;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(saidSum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(saidSize, 18);
    common.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    const madeBy = Buffer.of(20, 3);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common, rest, name]));
    locals.push(local);
    at += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, central, end]);
}

/** A signature of a form that nobody knows, and an archive behind it. */
export const signedOf = (archive: Uint8Array): Buffer =>
  Buffer.concat([Buffer.alloc(480, 7), archive]);
