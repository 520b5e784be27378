// Bodies as phones write them, by the manuals of several makers; none was seen on a wire of ours.

const ED5 = 'http://www.ecma-international.org/standards/ecma-323/csta/ed5';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const csta = (name: string, content = '', namespace: string = ED5): Uint8Array =>
  bytesOf(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${namespace}">${content}</${name}>\n`,
  );

export const STATUS = csta(
  'RequestSystemStatusResponse',
  '\n <systemStatus>normal</systemStatus>\n',
);
export const MONITOR = csta('MonitorStartResponse', '<monitorCrossRefID>43</monitorCrossRefID>');

const device = (name: string, said: string) =>
  `<${name}>${said.startsWith('<') ? said : `<deviceIdentifier>${said}</deviceIdentifier>`}</${name}>`;

export interface EventParts {
  readonly call?: string;
  readonly device?: string;
  /** The element that names the connection. */
  readonly at?: string;
  readonly local?: string;
  readonly cause?: string;
  /** `callingDevice: '302'`; or `<notKnown/>`. */
  readonly devices?: Readonly<Record<string, string>>;
}

export function eventBody(name: string, parts: EventParts): Uint8Array {
  const { call = '7', at = 'connection', local, cause = 'normal', devices = {} } = parts;
  const deviceId = parts.device === undefined ? '' : `<deviceID>${parts.device}</deviceID>`;
  return csta(
    name,
    [
      '<monitorCrossRefID>43</monitorCrossRefID>',
      `<${at}><callID>${call}</callID>${deviceId}</${at}>`,
      ...Object.entries(devices).map(([each, said]) => device(each, said)),
      local === undefined ? '' : `<localConnectionInfo>${local}</localConnectionInfo>`,
      `<cause>${cause}</cause>`,
    ].join(''),
  );
}
