// A stand-in for a firmware's `.loads` file: the true header format around invented contents.

const entry = (tag: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(3);
  head.writeUInt8(tag, 0);
  head.writeUInt16BE(value.length, 1);
  return Buffer.concat([head, value]);
};
const text = (value: string): Buffer => Buffer.from(`${value}\0`, 'latin1');
const PADDING = Buffer.of(0x0d);

export function loadsFile(name: string | undefined, body: string): Buffer {
  const length = Buffer.alloc(2);
  const entries = [
    entry(0x01, Buffer.of(1, 1)),
    entry(0x02, length),
    entry(0x03, Buffer.of(0, 40)),
    entry(0x04, text('CN=someSigner;OU=someOrgUnit;O=someOrg')),
    entry(0x05, Buffer.from('1234567890abcdef', 'hex')),
    entry(0x08, Buffer.of(1)),
    PADDING,
    ...(name === undefined ? [] : [entry(0x0e, text(name))]),
    entry(0x0c, Buffer.alloc(256, 0x5a)),
    PADDING,
    PADDING,
  ];
  const header = Buffer.concat(entries);
  header.writeUInt16BE(header.length, 8);
  return Buffer.concat([header, Buffer.from(body, 'latin1')]);
}
