// The file of a Cisco phone as somebody brings it, with what is special in it. Shared by the tests beside it.

interface Sep {
  readonly device?: string;
  readonly profile?: string;
  readonly zone?: string;
  readonly lines?: string;
  readonly load?: string;
}

export const line = (button: number, number: string, more = '') =>
  `<line button="${button}"><featureID>9</featureID><featureLabel>${number}</featureLabel><proxy>pbx.example</proxy>` +
  `<port>5060</port><name>${number}</name><displayName>${number}</displayName><authName>${number}</authName>` +
  `<authPassword>open-${number}</authPassword>${more}<contact>${number}</contact></line>`;

export function sepOf({
  device = '',
  profile = '',
  zone,
  lines,
  load = 'SIP42.8-5-4S',
}: Sep = {}): string {
  return `<device>
  <deviceProtocol>SIP</deviceProtocol>
  <devicePool>
    <dateTimeSetting><dateTemplate>D.M.Y</dateTemplate><timeZone>${zone ?? 'W. Europe Standard/Daylight Time'}</timeZone></dateTimeSetting>
    <callManagerGroup><members><member priority="0"><callManager><ports><sipPort>5060</sipPort></ports>
      <processNodeName>pbx.example</processNodeName></callManager></member></members></callManagerGroup>
  </devicePool>
  <loadInformation>${load}</loadInformation>
  <transportLayerProtocol>2</transportLayerProtocol>${device}
  <sipProfile><preferredCodec>g711alaw</preferredCodec>${profile}
    <sipLines>${lines ?? line(1, '7001')}</sipLines>
  </sipProfile>
</device>`;
}
