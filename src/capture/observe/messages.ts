// Messages of HTTP and SIP, which are built alike (RFC 9112, RFC 3261 section 7): a first line, header fields, an empty
// line, and a body that is counted and not kept. Bounded, and without a guess: what is none of both is left alone.

export interface Head {
  readonly protocol: 'HTTP' | 'SIP';
  /** Absent: an answer. */
  readonly request?: { readonly method: string; readonly target: string };
  readonly status?: number;
  /** By name in lower case, SIP's short names written out; of a repeated one the first. */
  readonly fields: ReadonlyMap<string, string>;
}

export interface MessageListener {
  /** False: this message has no body, whatever its fields say. */
  head(head: Head, atMs: number): boolean;
  /** So many bytes of the body have come. */
  body(bytes: number, atMs: number): void;
  done(atMs: number): void;
}

/** One direction of a connection. False: nothing of it can be read. */
export interface MessageReader {
  take(bytes: Uint8Array, atMs: number): boolean;
  gap(bytes: number, atMs: number): boolean;
  /** The connection has ended, and with it a body without a length. */
  end(atMs: number): void;
}

const MAX_HEAD_BYTES = 16 * 1024;
const MAX_FIELDS = 128;
const MAX_LINE_BYTES = 1_024;
const REQUEST = /^([A-Z]{3,16}) (\S{1,4096}) (HTTP|SIP)\/\d\.\d$/;
const STATUS = /^(HTTP|SIP)\/\d\.\d (\d{3})(?: |$)/;

/** RFC 3261 section 7.3.3. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  i: 'call-id',
  m: 'contact',
  f: 'from',
  t: 'to',
  v: 'via',
  l: 'content-length',
};

/** Undefined: no message begins so. */
export function parseHead(text: string): Head | undefined {
  const [start = '', ...lines] = text.split(/\r?\n/, MAX_FIELDS);
  const [, method, target, asked] = REQUEST.exec(start) ?? [];
  const [, answered, status] = STATUS.exec(start) ?? [];
  const protocol = asked ?? answered;
  if (protocol !== 'HTTP' && protocol !== 'SIP') return undefined;
  const fields = fieldsOf(lines, protocol);
  if (status !== undefined) return { protocol, status: Number(status), fields };
  return { protocol, request: { method: method ?? '', target: target ?? '' }, fields };
}

function fieldsOf(lines: readonly string[], protocol: Head['protocol']): Map<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of lines) {
    // A line that begins with a blank goes on with the one before.
    if (/^[ \t]/.test(line) && fields.has(last)) {
      fields.set(last, `${fields.get(last)} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    last = (protocol === 'SIP' ? SHORT_NAMES[name] : undefined) ?? name;
    if (!fields.has(last)) fields.set(last, line.slice(colon + 1).trim());
  }
  return fields;
}

type State = 'head' | 'body' | 'to-the-end' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer';

export function createMessageReader(listener: MessageListener): MessageReader {
  let state: State = 'head';
  /** Of a head, or of a line between chunks. */
  let held: Buffer = Buffer.alloc(0);
  /** Of the body or chunk. */
  let missing = 0;

  function open(head: Head, atMs: number): void {
    const hasBody = listener.head(head, atMs);
    const rule = hasBody ? bodyOf(head) : 0;
    if (typeof rule !== 'number') {
      state = rule;
    } else if (rule === 0) {
      listener.done(atMs);
    } else {
      state = 'body';
      missing = rule;
    }
  }

  /** Takes what belongs to a head, with what was held; gives how many of `bytes`, or undefined where it is none. */
  function takeHead(bytes: Uint8Array, atMs: number): number | undefined {
    const before = held.length;
    const all =
      before === 0
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
        : Buffer.concat([held, bytes]);
    // Empty lines before a message keep a connection alive.
    let start = 0;
    while (all[start] === CR || all[start] === LF) start++;
    const end = endOfHead(all, Math.max(start, before - 3));
    if (end === undefined) {
      held = Buffer.from(all.subarray(start));
      const isShort = held.length <= MAX_HEAD_BYTES;
      return isShort && mayBegin(held) ? bytes.length : undefined;
    }
    held = Buffer.alloc(0);
    const head = end > MAX_HEAD_BYTES ? undefined : parseHead(all.toString('utf8', start, end));
    if (!head) return undefined;
    open(head, atMs);
    return end - before;
  }

  function takeLine(bytes: Uint8Array, atMs: number): number | undefined {
    const end = bytes.indexOf(LF);
    const taken = end < 0 ? bytes.length : end + 1;
    if (held.length + taken > MAX_LINE_BYTES) return undefined;
    held = Buffer.concat([held, bytes.subarray(0, taken)]);
    if (end < 0) return taken;
    const line = held.toString('latin1').trim();
    held = Buffer.alloc(0);
    if (state === 'chunk-end') {
      state = 'chunk-size';
    } else if (state === 'trailer') {
      if (line === '') finish(atMs);
    } else if (!/^[0-9a-f]{1,8}(;|\s|$)/i.test(line)) {
      return undefined;
    } else {
      missing = Number.parseInt(line, 16);
      state = missing === 0 ? 'trailer' : 'chunk';
    }
    return taken;
  }

  function takeBody(length: number, atMs: number): number {
    if (state === 'to-the-end') {
      listener.body(length, atMs);
      return length;
    }
    const taken = Math.min(length, missing);
    missing -= taken;
    if (taken > 0) listener.body(taken, atMs);
    if (missing > 0) return taken;
    if (state === 'chunk') state = 'chunk-end';
    else finish(atMs);
    return taken;
  }

  function finish(atMs: number): void {
    state = 'head';
    listener.done(atMs);
  }

  const isBody = () => state === 'body' || state === 'chunk' || state === 'to-the-end';

  return {
    take(bytes, atMs) {
      for (let at = 0; at < bytes.length; ) {
        const rest = bytes.subarray(at);
        const taken = isBody()
          ? takeBody(rest.length, atMs)
          : state === 'head'
            ? takeHead(rest, atMs)
            : takeLine(rest, atMs);
        if (taken === undefined) return false;
        at += taken;
      }
      return true;
    },
    gap(bytes, atMs) {
      if (!isBody()) return false;
      // Where a body ends in the gap nobody knows what followed.
      if (state !== 'to-the-end' && bytes > missing) return false;
      takeBody(bytes, atMs);
      return true;
    },
    end(atMs) {
      if (state === 'to-the-end') finish(atMs);
    },
  };
}

const CR = 13;
const LF = 10;

/** Just behind the empty line. */
function endOfHead(bytes: Buffer, from: number): number | undefined {
  const lines = bytes.indexOf('\r\n\r\n', from, 'latin1');
  const bare = bytes.indexOf('\n\n', from, 'latin1');
  if (lines < 0 && bare < 0) return undefined;
  return bare < 0 || (lines >= 0 && lines < bare) ? lines + 4 : bare + 2;
}

/** Whether these bytes may be the first of a message. */
function mayBegin(bytes: Buffer): boolean {
  const text = bytes.toString('latin1', 0, 8);
  return text === '' || /^[A-Z]+( |\/|$)/.test(text);
}

/** A length, or how the end shows. */
function bodyOf({ protocol, request, fields }: Head): number | 'chunk-size' | 'to-the-end' {
  if (protocol === 'HTTP' && /\bchunked\b/i.test(fields.get('transfer-encoding') ?? '')) {
    return 'chunk-size';
  }
  const length = fields.get('content-length');
  if (length !== undefined && /^\d{1,12}$/.test(length)) return Number(length);
  return protocol === 'HTTP' && !request ? 'to-the-end' : 0;
}
