import { openDgramSocket } from '../../src/tftp/dgram-socket.js';
import { describeDatagramSocket } from './datagram-contract.js';

describeDatagramSocket('dgram', openDgramSocket);
