// XML of the newer phones, which mirrors the txt form of dialect B.
//
//   <sysConf>
//   <Version>2.0000000000</Version>
//   <sip><line index="1"><PhoneNumber>1001</PhoneNumber></line></sip>
//   <dsskey><internal index="1"><Fkey index="2"><Type>1</Type></Fkey></internal></dsskey>

import { xmlForm } from '../xml/xml-form.js';
import { createSysConfNames } from './sys-conf-names.js';

export const SYS_CONF = xmlForm({
  id: 'xml',
  what: 'the configuration of a Fanvil phone, as XML',
  root: 'sysConf',
  version: 'Version',
  dialect: 'B',
  namesOf: createSysConfNames,
});
