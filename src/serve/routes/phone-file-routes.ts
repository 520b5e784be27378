// Asked of a phone's files: what is in them, and what has changed since it fetched them. No password is in any answer.

import type { Mac } from '../../core/mac.js';
import { json, type Reply, type Route } from '../../page/route.js';
import type { NamedFile } from '../served-site.js';
import type { NamedText } from '../story/kept-files.js';
import type { AskedServer } from './asked-server.js';
import { fromDesk } from './from-desk.js';

export function phoneFileRoutes(server: AskedServer): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/phones/{mac}/file',
      answer: ({ mac, query }) => tellFile(server, mac(), query.get('name')),
    },
    {
      method: 'GET',
      path: '/phones/{mac}/diff',
      answer: ({ mac }) => tellDiff(server, mac()),
    },
  ];
}

/** `name` is compared with names that there are, and is nothing else. */
async function tellFile(server: AskedServer, mac: Mac, name: string | null): Promise<Reply> {
  const own = server.served().files.of(mac);
  const found = name === null ? own[0] : own.find((each) => each.name === name);
  if (!found) return { status: 404, body: 'this phone has no such file\n' };
  const made = await renderAll(server, [found]);
  if ('status' in made) return made;
  const said = await server.desk.ask('show', { vendor: vendorOf(server, mac), files: made.files });
  return fromDesk(said, ([file = { name: found.name, text: '' }]) => json(file));
}

async function tellDiff(server: AskedServer, mac: Mac): Promise<Reply> {
  const before = server.story.memory?.syncs.gave(mac);
  if (!before) return json({ files: [], unknown: true });
  const made = await renderAll(server, server.served().files.of(mac));
  if ('status' in made) return made;
  const vendor = vendorOf(server, mac);
  const said = await server.desk.ask('show', { vendor, files: made.files, before });
  return fromDesk(said, (files) => json({ files }));
}

async function renderAll(
  server: AskedServer,
  files: readonly NamedFile[],
): Promise<{ readonly files: readonly NamedText[] } | Reply> {
  const served = server.served();
  const made: NamedText[] = [];
  for (const { name, file } of files) {
    const rendered = await served.files.render(file);
    if (rendered.kind !== 'file') {
      return { status: 500, body: `${name} cannot be made: ${rendered.why}\n` };
    }
    made.push({ name, text: Buffer.from(rendered.bytes).toString() });
  }
  return { files: made };
}

function vendorOf(server: AskedServer, mac: Mac): string {
  return server.served().phones.get(mac)?.model?.vendor ?? '';
}
