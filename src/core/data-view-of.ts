// Numbers of more than one byte within a stretch of bytes, which may be a part of something larger.

export function dataViewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
