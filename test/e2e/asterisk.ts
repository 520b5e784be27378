// A real Asterisk, on configuration files of ours: that of the machine, or Debian's packages unpacked into a folder.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, runProgram, start } from './programs.js';

/** What to type for `asterisk`, and where its modules and data are. */
interface Installation {
  readonly command: readonly string[];
  readonly modules: string;
  readonly data: string;
}

/** What two phones need that register and call each other: Asterisk is up within a second or two. */
export const MODULES = [
  ...['res_timing_timerfd', 'res_sorcery_config', 'res_sorcery_memory', 'res_sorcery_astdb'],
  ...['res_pjproject', 'res_pjsip', 'res_pjsip_session', 'res_pjsip_pubsub', 'res_pjsip_registrar'],
  ...['res_pjsip_authenticator_digest', 'res_pjsip_endpoint_identifier_user', 'res_pjsip_sdp_rtp'],
  ...['res_pjsip_nat', 'res_rtp_asterisk', 'codec_alaw', 'codec_ulaw', 'bridge_simple'],
  ...['chan_pjsip', 'pbx_config', 'app_dial'],
];

/** The same for an Asterisk with chan_sip. */
export const CHAN_SIP_MODULES = [
  ...['res_timing_timerfd', 'res_rtp_asterisk', 'codec_alaw', 'codec_ulaw', 'bridge_simple'],
  ...['res_sorcery_config', 'res_pjproject', 'res_http_websocket', 'chan_sip', 'pbx_config'],
  'app_dial',
];

/**
 * Does what `export asterisk` tells an owner to do: writes to `etc` the files that it names, of which each begins with what is
 * his `own`, and ends with the line that takes in ours. Returns how many.
 */
export function takeIn(etc: string, told: string, own: Readonly<Record<string, string>>): number {
  const lines = [...told.matchAll(/^ {2}(\S+) +(#tryinclude ".*")$/gm)];
  for (const [, name = '', line] of lines) {
    writeFileSync(join(etc, name), `${own[name] ?? ''}${line}\n`);
  }
  return lines.length;
}

/** The variable names a folder into which packages were unpacked; .ci/unpack-asterisk makes one. */
export function findAsterisk(variable = 'OFFHOOK_ASTERISK'): Installation | undefined {
  const root = process.env[variable];
  if (root === undefined) return undefined;
  const [architecture = ''] = readdirSync(join(root, 'usr/lib')).filter((name) =>
    name.endsWith('-linux-gnu'),
  );
  // Debian 11 has what the system itself needs beside usr/, and the modules elsewhere.
  const libraries = [`usr/lib/${architecture}`, `lib/${architecture}`, 'usr/lib']
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder));
  const find = (name: RegExp) =>
    libraries.flatMap((folder) =>
      readdirSync(folder)
        .filter((each) => name.test(each))
        .map((each) => join(folder, each)),
    )[0] ?? '';
  return {
    command: [
      find(/^ld-linux.*\.so\.\d$/),
      ...['--library-path', libraries.join(':'), join(root, 'usr/sbin/asterisk')],
    ],
    modules: join(find(/^asterisk$/), 'modules'),
    data: join(root, 'usr/share/asterisk'),
  };
}

export interface Asterisk {
  /** What `asterisk -rx COMMAND` prints. */
  ask(command: string): string;
  /** What `asterisk -rvvv` would have shown so far. */
  output(): string;
  /** Resolves when it has shown this. */
  waitFor(pattern: RegExp): Promise<unknown>;
  /** It does nothing, and its connections stay; until it is to go on. */
  hang(): void;
  goOn(): void;
  end(signal?: NodeJS.Signals): Promise<unknown>;
}

/**
 * On the configuration in `folder`, which keeps its state too; in a network namespace. `loaded`: names of modules. `entityId`: who it is
 * for others to which it tells states, where it has no device of Ethernet.
 */
export async function startAsterisk(
  { command, modules, data }: Installation,
  folder: string,
  namespace: string,
  loaded: readonly string[] = MODULES,
  entityId?: string,
): Promise<Asterisk> {
  const state = join(folder, 'state');
  mkdirSync(state, { recursive: true });
  const places = ['astvarlibdir', 'astdbdir', 'astkeydir', 'astagidir', 'astspooldir'];
  const settings = [
    '[directories]',
    ...places.concat('astrundir', 'astlogdir').map((name) => `${name} => ${state}`),
    ...[`astetcdir => ${folder}`, `astmoddir => ${modules}`, `astdatadir => ${data}`],
  ];
  const options = entityId === undefined ? [] : ['[options]', `entityid = ${entityId}`];
  writeFileSync(join(state, 'asterisk.conf'), `${[...settings, ...options].join('\n')}\n`);
  const loads = loaded.map((name) => `load = ${name}.so`);
  writeFileSync(join(folder, 'modules.conf'), ['[modules]', 'autoload = no', ...loads].join('\n'));
  const inside = ['netns', 'exec', namespace, ...command, '-C', join(state, 'asterisk.conf')];
  const running: Running = start('ip', [...inside, '-f', '-n', '-vvv'], folder);
  await running.waitFor(/Asterisk Ready/);
  return {
    ask: (words) => runProgram('ip', [...inside, '-rx', words], folder),
    output: running.output,
    waitFor: running.waitFor,
    hang: () => void running.child.kill('SIGSTOP'),
    goOn: () => void running.child.kill('SIGCONT'),
    end: running.end,
  };
}
