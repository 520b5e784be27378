// What uaCSTA is told in, in Russian.

import type { CstaTexts } from './en.js';

const SWITCH =
  'напишите для телефона `csta: true` и дайте ему забрать файл; если так и есть, `offhook csta MAC --settle` выяснит, какое значение включает uaCSTA';
const OF_REGISTRAR =
  'телефон может открывать uaCSTA только серверу, на котором он зарегистрирован: спросите с той машины или зарегистрируйте его там';

export const CSTA_RUSSIAN: CstaTexts = {
  verdicts: {
    on: { says: 'uaCSTA включена', todo: 'ничего' },
    'on-disabled': {
      says: 'uaCSTA включена, но телефон говорит, что она не в порядке',
      todo: 'перезапустите телефон и спросите снова',
    },
    'plain-answer': {
      says: 'uaCSTA выключена: телефон принял INVITE за вызов и ничего не говорит о CSTA',
      todo: SWITCH,
    },
    rings: { says: 'uaCSTA выключена: телефон зазвонил, и его попросили перестать', todo: SWITCH },
    'refuses-body': {
      says: 'uaCSTA выключена: телефон не принимает то, что внутри INVITE',
      todo: SWITCH,
    },
    'refuses-us': { says: 'телефон нам отказывает', todo: OF_REGISTRAR },
    'asks-password': {
      says: 'телефон нам отказывает: он просит пароль, и ни один документ не говорит какой',
      todo: OF_REGISTRAR,
    },
    'no-line': {
      says: 'телефон нам отказывает: линии с таким номером он не знает',
      todo: 'посмотрите через `offhook status MAC`, есть ли у него нынешний файл и зарегистрирован ли он',
    },
    busy: {
      says: 'телефон нам отказывает: он занят или не принимает вызовов',
      todo: 'положите трубку, снимите «не беспокоить» и спросите снова',
    },
    'broken-answer': {
      says: 'ответа, который можно прочесть, нет: это не SIP, или он испорчен',
      todo: 'посмотрите, телефон ли по этому адресу, и пришлите нам запись обмена',
    },
    'no-answer': {
      says: 'нет ответа',
      todo: 'посмотрите через `offhook ping MAC`, слышит ли телефон SIP; если да, он, возможно, отвечает только своему регистратору',
    },
    unreachable: {
      says: 'нет ответа: по этому адресу SIP никто не слушает',
      todo: 'посмотрите через `offhook status MAC`, где телефон',
    },
  },
  states: {
    alerting: 'звонит',
    connected: 'разговаривает',
    delivered: 'вызывает, и там звонит',
    originated: 'набирает номер',
    initiated: 'трубка снята',
    queued: 'ждёт в очереди',
    held: 'вызов на удержании',
    failed: 'не дозвонилась',
    idle: 'свободна',
  },
};
