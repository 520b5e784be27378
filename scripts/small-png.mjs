// A PNG file (W3C, Portable Network Graphics) of at most 256 colours with a text in it, and that text again.

import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Length, type, CRC. */
const AROUND = 12;
const COLOURS = 256;
/** 8 bits each, of a palette, nothing special. */
const HOW = [8, 3, 0, 0, 0];
/** Behind a keyword of iTXt: not compressed, by no method, no language, no other keyword. */
const PLAIN = 'Description\0\0\0\0\0';

/** `pixels`: red, green, blue, alpha of each, alpha being left out. A colour that is rare becomes the nearest that is not. */
export function smallPng(pixels, width, height, text) {
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = pixels.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const often = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour);
  const palette = often.slice(0, COLOURS);
  const indexOf = new Map(often.map((colour, at) => [colour, at < COLOURS ? at : nearest(colour)]));

  function nearest(colour) {
    const far = palette.map((each) => distance(each, colour));
    return far.indexOf(Math.min(...far));
  }

  // Each row begins with its filter: none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < width * height; at += 1) {
    const index = indexOf.get(pixels.readUIntBE(at * 4, 3));
    rows[at + 1 + Math.floor(at / width)] = index;
  }
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([size, Buffer.from(HOW)])),
    chunk('iTXt', Buffer.from(`${PLAIN}${text}`)),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** undefined: it has none. */
export function textOfPng(png) {
  for (let at = SIGNATURE.length; at + AROUND <= png.length; ) {
    const end = at + AROUND + png.readUInt32BE(at);
    const data = png.toString('utf8', at + 8, end - 4);
    const isText = png.toString('latin1', at + 4, at + 8) === 'iTXt';
    if (isText && data.startsWith(PLAIN)) return data.slice(PLAIN.length);
    at = end;
  }
  return undefined;
}

const channels = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function distance(one, other) {
  const others = channels(other);
  return channels(one).reduce((sum, channel, at) => sum + (channel - others[at]) ** 2, 0);
}

function chunk(type, data) {
  const bytes = Buffer.alloc(data.length + AROUND);
  bytes.writeUInt32BE(data.length);
  bytes.write(type, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), data.length + 8);
  return bytes;
}
