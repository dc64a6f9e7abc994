import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TableAccess } from '../../infra/constructs/table.ts';
import { type List, listPartition, type Prefix, prefixes } from '../../shared/storage/prefixes.ts';

/** One operation on the table. A check is part of a transaction, a list is a query of the index, and a part reads named attributes alone. */
export type Action = 'read' | 'part' | 'check' | 'write' | 'put' | 'insert' | 'delete' | 'list';

/** One thing that a function may do: `delete delivery`, `lists BADGE`. */
export type TableGrant = `${keyof TableAccess} ${string}`;

/** A grant of one function, as the records and `GRANTS_WITHOUT` spell it: `leaving delete delivery`. */
export const grantOf = (name: string, grant: TableGrant): string => `${name} ${grant}`;

const kindsIn = (access: TableAccess) => Object.keys(access) as (keyof TableAccess)[];
const namesOf = (access: TableAccess, kind: keyof TableAccess): readonly string[] =>
  kind === 'parts' ? (access.parts?.of ?? []) : (access[kind] ?? []);

/** Every grant of a declaration, each once. */
export const grantsOf = (access: TableAccess): TableGrant[] => [
  ...new Set(kindsIn(access).flatMap((kind) => namesOf(access, kind).map((each) => `${kind} ${each}` as TableGrant))),
];

/** The kinds that let an action through. A check belongs to reading as much as to writing (`infra/constructs/table.ts`). */
const kindsFor: Readonly<Record<Action, readonly (keyof TableAccess)[]>> = {
  read: ['read'],
  part: ['parts'],
  check: ['read', 'write'],
  write: ['write'],
  put: ['write', 'append'],
  insert: ['insert'],
  delete: ['delete'],
  list: ['lists'],
};

/** Which grants let a function do something, as its role would: by the leading key alone. Storms ask a million times, so names are looked up once. */
export function grantsIn(access: TableAccess): (action: Action, pk: string) => TableGrant[] {
  const keysOf = (kind: keyof TableAccess) =>
    [...new Set(namesOf(access, kind))].map((name) => ({
      grant: `${kind} ${name}` as TableGrant,
      key: kind === 'lists' ? listPartition(name as List) : prefixes[name as Prefix],
    }));
  const rows = Object.fromEntries(Object.entries(kindsFor).map(([action, kinds]) => [action, kinds.flatMap(keysOf)]));
  return (action, pk) =>
    (rows[action] ?? []).flatMap(({ grant, key }) =>
      (action === 'list' ? pk === key : pk.startsWith(key)) ? [grant] : [],
    );
}

/** The access without the one grant that `GRANTS_WITHOUT` names, where it is this function's. */
export function withoutRemoved(name: string, access: TableAccess): TableAccess {
  const removed = process.env.GRANTS_WITHOUT;
  if (removed === undefined) return access;
  return Object.fromEntries(
    kindsIn(access).map((kind) => {
      const names = namesOf(access, kind).filter((each) => grantOf(name, `${kind} ${each}` as TableGrant) !== removed);
      return [kind, kind === 'parts' ? { ...access.parts, of: names } : names];
    }),
  );
}

/** Where a run notes each grant without which an operation of a test would have been refused. */
const file = process.env.GRANTS_RECORD;
const noted = new Set<string>();

/** Notes, once for each test file, that one grant alone let a function do something. */
export function note(name: string, grants: readonly TableGrant[]): void {
  const [only, ...others] = grants;
  if (file === undefined || only === undefined || others.length > 0) return;
  const line = `${grantOf(name, only)}\t${expect.getState().testPath}\n`;
  if (noted.has(line)) return;
  noted.add(line);
  appendFileSync(file, line);
}
