import type { PersonActor } from '../../domain/accounts/actor.ts';
import { leftKey } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Key, Table, Write, WriteCondition } from '../table/table.ts';
import { trailNameIdKey, trailNameKey, trailNamesPartition } from './trail-keys.ts';

/** A name and the key of the detail that it stood in. */
export type TrailName = { readonly kind: string; readonly name: string };

/** The names that lines of the trail stand for by their ids. They can be erased; the lines stay as they are. */
export interface TrailNames {
  /** Keeps a person's name, the latest; not once the organization is leaving, or the person was forgotten. */
  keepPerson(organization: string, person: PersonActor): Promise<void>;
  /** The id of a name: the one that it has here, or `fresh`. The name is kept with it, except where the organization is leaving. */
  idOf(organization: string, name: TrailName, fresh: string): Promise<string>;
  /** Names by their ids, of those that are kept. */
  find(organization: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Erases one person's name for good. */
  forgetPerson(organization: string, personId: string): Promise<void>;
  /** Erases every name. */
  erase(organization: string): Promise<void>;
}

/** Names over the table. A name has two items: one by its id, and for other names than a person's one by its hash. */
export const trailNamesOver = (table: Table): TrailNames => ({
  keepPerson: keepPerson(table),
  idOf: idOf(table),
  find: find(table),
  async forgetPerson(organization, personId) {
    await table.update(trailNameKey(organization, personId), { set: { forgotten: true }, remove: ['name'] });
  },
  async erase(organization) {
    for (const { pk, sk } of await readAll(table, { pk: trailNamesPartition(organization) }))
      await table.delete({ pk, sk });
  },
});

const isNew: WriteCondition = { 'the name is new': { attribute: 'pk', is: 'absent' } };
const isKnown: WriteCondition = { 'the person was not forgotten': { attribute: 'forgotten', is: 'absent' } };

/** A name that arrives after its organization began to leave would stay for ever. */
const whileStaying = (organization: string): Write => ({
  check: leftKey(organization),
  if: { 'the organization is not leaving': { attribute: 'pk', is: 'absent' } },
});

const keepPerson =
  (table: Table): TrailNames['keepPerson'] =>
  async (organization, { id, name }) => {
    const key = trailNameKey(organization, id);
    const { item } = await table.get(key);
    if (item && (item.name === name || item.forgotten === true)) return;
    await table.transact([whileStaying(organization), { put: { ...key, name }, if: isKnown }]);
  };

const idOf =
  (table: Table): TrailNames['idOf'] =>
  async (organization, named, fresh) => {
    const key = trailNameIdKey(organization, named);
    const { item } = await table.get(key);
    if (item) return String(item.id);
    const result = await table.transact([
      whileStaying(organization),
      { put: { ...key, id: fresh }, if: isNew },
      { put: { ...trailNameKey(organization, fresh), name: named.name } },
    ]);
    const old = result.ok ? undefined : oldIn(result.reasons[1]);
    return old ? String(old.id) : fresh;
  };

const oldIn = (reason: null | undefined | 'conflict' | { readonly old?: Item }): Item | undefined =>
  typeof reason === 'object' ? reason?.old : undefined;

const maxKeys = 100;

const find =
  (table: Table): TrailNames['find'] =>
  async (organization, ids) => {
    const found = new Map<string, string>();
    const wanted = [...new Set(ids)];
    for (let i = 0; i < wanted.length; i += maxKeys) {
      const part = wanted.slice(i, i + maxKeys);
      const keys: Key[] = part.map((id) => trailNameKey(organization, id));
      const { items } = await table.getAll(keys);
      for (const [at, id] of part.entries()) {
        const name = items[at]?.name;
        if (typeof name === 'string') found.set(id, name);
      }
    }
    return found;
  };
