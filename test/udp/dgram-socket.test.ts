import { openDgramSocket } from '../../src/udp/dgram-socket.js';
import { describeDatagramSocket } from './datagram-contract.js';

describeDatagramSocket('dgram', openDgramSocket);
