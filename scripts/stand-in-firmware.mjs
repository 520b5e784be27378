// Stand-ins for a firmware's files: the true header format around invented contents. Of the first look and of tests.

const entry = (tag, value) => {
  const head = Buffer.alloc(3);
  head.writeUInt8(tag, 0);
  head.writeUInt16BE(value.length, 1);
  return Buffer.concat([head, value]);
};
const text = (value) => Buffer.from(`${value}\0`, 'latin1');
const PADDING = Buffer.of(0x0d);

/** `.loads`: `body` has the names of the parts, by lines. */
export function loadsFile(name, body) {
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

/** A stand-in for a part: the same header, and the archive that most parts hold, with files of these sizes. */
export function partFile(name, sizes) {
  const magic = 'CNU_File_Archive_3.0';
  const names = sizes.map((_, index) => `/file${index}\0`).join('');
  const contentAt = 584 + 20 * sizes.length + names.length;
  const head = Buffer.alloc(584 + 20 * sizes.length);
  head.write(magic, 0);
  head.writeUInt32BE(sizes.length, 48);
  head.writeUInt32BE(contentAt, 52);
  head.write(magic, 56);
  for (const [index, size] of sizes.entries()) {
    const row = [7, 2, size, 0, 584 + 20 * sizes.length + index * '/file0\0'.length];
    for (const [field, value] of row.entries()) {
      head.writeUInt32BE(value, 584 + 20 * index + 4 * field);
    }
  }
  const contents = sizes.map((size, index) => Buffer.alloc(size, index + 1));
  const archive = Buffer.concat([head, Buffer.from(names, 'latin1'), ...contents]);
  return loadsFile(name, archive.toString('latin1'));
}
