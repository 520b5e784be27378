// Each secret of an inventory that is written -> a file of its own, and a reference to it.

import { isSecret } from '../../core/secret.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';
import { isTree, type Tree, type TreePath, type TreeValue } from './tree.js';

export interface WithReferences {
  readonly tree: Tree;
  /** By path relative to the inventory. */
  readonly secrets: ReadonlyMap<string, string>;
}

const FOLDER = 'secrets';

export function referToSecrets(tree: Tree): WithReferences {
  const secrets = new Map<string, string>();
  const refer = (value: TreeValue, path: TreePath): TreeValue => {
    if (isSecret(value)) return { file: store(secrets, nameFor(tree, path), value.reveal()) };
    if (Array.isArray(value)) return value.map((each, index) => refer(each, [...path, index]));
    if (!isTree(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, refer(each, [...path, name])]),
    );
  };
  return { tree: refer(tree, []) as Tree, secrets };
}

/** The same for all to see: what is a password by its name or in an address is asterisks. */
export function withoutSecrets(tree: Tree): Tree {
  const mask = (value: TreeValue, name: string): TreeValue => {
    if (typeof value === 'string') return maskSecretsIn(value, name);
    if (Array.isArray(value)) return value.map((each) => mask(each, name));
    if (!isTree(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([inner, each]) => [inner, mask(each, inner)]),
    );
  };
  return mask(tree, '') as Tree;
}

/** Where the password of an account is kept, relative to the inventory. */
export function secretPathOf(number: string): string {
  return `${FOLDER}/${fileName(number)}`;
}

/** Two that are the same may share a file if they are called the same. */
function store(secrets: Map<string, string>, name: string, text: string): string {
  for (let number = 1; ; number += 1) {
    const path = `${FOLDER}/${number === 1 ? name : `${name}-${number}`}`;
    const known = secrets.get(path);
    if (known !== undefined && known !== text) continue;
    secrets.set(path, text);
    return path;
  }
}

/** `7001` of a line, `admin` of all phones, `admin-001bd4000001` of one, `sshPassword`. */
function nameFor(tree: Tree, path: TreePath): string {
  const field = String(path.at(-1)).replace(/^adminPassword$/, 'admin');
  if (path[0] === 'lines') return fileName(String(path[1]));
  if (path[0] === 'groups') return fileName(`${field}-${path[1]}`);
  if (path[0] !== 'phones') return fileName(field);
  const phone = Array.isArray(tree.phones) ? tree.phones[Number(path[1])] : undefined;
  const mac = isTree(phone) ? String(phone.mac).replaceAll(':', '') : String(path[1]);
  return fileName(`${field}-${mac}`);
}

/** Numbers of accounts may be any user part of an address. */
function fileName(text: string): string {
  return text
    .replace(/[^A-Za-z0-9+_-]/g, (each) => (each === '.' ? '.' : '_'))
    .replace(/^\.+/, '_');
}
