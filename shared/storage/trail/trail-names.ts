import type { PersonActor } from '../../domain/accounts/actor.ts';
import { membershipCountKey } from '../accounts/member-keys.ts';
import { leftKey } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Key, Table, Write, WriteCondition } from '../table/table.ts';
import { trailNameIdKey, trailNameKey, trailNamesPartition } from './trail-keys.ts';

/** A name and the key of the detail that it stood in. */
export type TrailName = { readonly kind: string; readonly name: string };

/** A name as a line has it: the person who wrote it, and the person whom the line is about. Null: none. */
type WrittenName = TrailName & { readonly writtenBy: string | null; readonly of: string | null };

/** The names that lines of the trail stand for by their ids. They can be erased; the lines stay as they are. */
export interface TrailNames {
  /** Keeps a person's name, the latest; not once the organization or the person is leaving. */
  keepPerson(organization: string, person: PersonActor): Promise<void>;
  /** The id of a name: the one that it has here, or `fresh`. The name is kept with it, except where the organization or who wrote it is leaving. */
  idOf(organization: string, name: WrittenName, fresh: string): Promise<string>;
  /** Names by their ids, of those that are kept. */
  find(organization: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Erases the name of a person who is leaving, and the names in lines about themselves. */
  forgetPerson(organization: string, personId: string): Promise<void>;
  /** Erases every name. */
  erase(organization: string): Promise<void>;
}

/** Names over the table. A name has two items: one by its id, and for other names than a person's one by its hash. */
export const trailNamesOver = (table: Table): TrailNames => ({
  keepPerson: keepPerson(table),
  idOf: idOf(table),
  find: find(table),
  forgetPerson: forgetPerson(table),
  async erase(organization) {
    for (const { pk, sk } of await readAll(table, { pk: trailNamesPartition(organization) }))
      await table.delete({ pk, sk });
  },
});

const isNew: WriteCondition = { 'the name is new': { attribute: 'pk', is: 'absent' } };

/** A name that arrives after its organization, or the person who wrote it, began to leave would stay for ever. */
const whileStaying = (organization: string, personId: string | null): Write[] => [
  { check: leftKey(organization), if: { 'the organization is not leaving': { attribute: 'pk', is: 'absent' } } },
  ...(personId === null
    ? []
    : [
        {
          check: membershipCountKey(personId),
          if: { 'the person is not leaving': { attribute: 'leavingAt', is: 'absent' } } as const,
        },
      ]),
];

const keepPerson =
  (table: Table): TrailNames['keepPerson'] =>
  async (organization, { kind, id, name }) => {
    const key = trailNameKey(organization, id);
    const { item } = await table.get(key);
    if (item?.name === name) return;
    await table.transact([...whileStaying(organization, kind === 'person' ? id : null), { put: { ...key, name } }]);
  };

/** A name of a person's own is found by the person, not by its line: that is perhaps not chained yet. */
const forgetPerson =
  (table: Table): TrailNames['forgetPerson'] =>
  async (organization, personId) => {
    await table.delete(trailNameKey(organization, personId));
    for (const { pk, sk, of, kind, name } of await readAll(table, { pk: trailNamesPartition(organization) })) {
      if (of !== personId) continue;
      await table.delete(trailNameIdKey(organization, { kind: String(kind), name: String(name), of: personId }));
      await table.delete({ pk, sk });
    }
  };

const idOf =
  (table: Table): TrailNames['idOf'] =>
  async (organization, named, fresh) => {
    const { kind, name, writtenBy, of } = named;
    const key = trailNameIdKey(organization, { kind, name, of });
    const { item } = await table.get(key);
    if (item) return String(item.id);
    const result = await table.transact([
      { put: { ...key, id: fresh }, if: isNew },
      { put: { ...trailNameKey(organization, fresh), name, ...(of === null ? {} : { kind, of }) } },
      ...whileStaying(organization, writtenBy),
    ]);
    const old = result.ok ? undefined : oldIn(result.reasons[0]);
    return old ? String(old.id) : fresh;
  };

const oldIn = (reason: null | undefined | 'conflict' | { readonly old?: Item }): Item | undefined =>
  typeof reason === 'object' ? reason?.old : undefined;

const maxKeys = 100;

const find =
  (table: Table): TrailNames['find'] =>
  async (organization, ids) => {
    const wanted = [...new Set(ids)];
    const parts = Array.from({ length: Math.ceil(wanted.length / maxKeys) }, (_, i) =>
      wanted.slice(i * maxKeys, (i + 1) * maxKeys),
    );
    const answers = await Promise.all(
      parts.map((part) => table.getAll(part.map((id): Key => trailNameKey(organization, id)))),
    );
    const names = answers.flatMap(({ items }) => items);
    return new Map(
      wanted.flatMap((id, at) => {
        const name = names[at]?.name;
        return typeof name === 'string' ? [[id, name] as const] : [];
      }),
    );
  };
