import {
  forgottenAt,
  isRemembered,
  isSeenToday,
  type Seen,
  type Sighting,
  type TogetherKind,
  togetherKinds,
} from '../../domain/accounts/together.ts';
import { ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table } from '../table/table.ts';
import { whileNotDeleting } from './leaving.ts';
import { ownSightingKey, ownSightingsPartition, sharerKey, sharersPartition } from './together-keys.ts';

/** A bounded reading; `more`: there are others beyond it. */
export type Sightings = { readonly sightings: readonly Sighting[]; readonly more: boolean };

/** Things seen of organizations, in both directions. */
export interface SightingStore {
  /** Notes a thing of an organization; once a UTC day, however often it is seen. Nothing once the organization is being deleted. */
  note(accountId: string, seen: Seen, now: Date): Promise<void>;
  /** The things seen of an organization within 90 days: at most `limit` of those stored. */
  of(accountId: string, asked: { readonly limit: number; readonly now: Date }): Promise<Sightings>;
  /** The organizations that a thing was seen of within 90 days: at most `limit` of those stored. */
  sharersOf(seen: Seen, asked: { readonly limit: number; readonly now: Date }): Promise<Sightings>;
  /** Forgets everything that was seen of an organization. Done again, it finds nothing left. */
  forget(accountId: string): Promise<void>;
}

/** Sightings over the table. Each is in two lists: its organization's, and that of the thing. */
export function sightingsOver(table: Table): SightingStore {
  return {
    async note(accountId, seen, now) {
      const key = ownSightingKey(accountId, seen);
      const { item } = await table.get(key);
      const known = item && isRemembered(toSighting(item), now) ? toSighting(item) : null;
      if (known && isSeenToday(known, now)) return;
      const at = now.toISOString();
      const { kind, hash } = seen;
      const sighting: Sighting = { kind, hash, accountId, firstSeenAt: known?.firstSeenAt ?? at, lastSeenAt: at };
      const stored = { ...sighting, ttl: ttlOf(forgottenAt(sighting)) };
      await table.transact([
        { put: { ...key, ...stored } },
        { put: { ...sharerKey(accountId, seen), ...stored } },
        whileNotDeleting(accountId),
      ]);
    },
    of: (accountId, asked) => list(table, ownSightingsPartition(accountId), asked),
    sharersOf: (seen, asked) => list(table, sharersPartition(seen), asked),
    async forget(accountId) {
      for (const item of await readAll(table, { pk: ownSightingsPartition(accountId) })) {
        await table.delete(sharerKey(accountId, toSighting(item)));
        await table.delete({ pk: item.pk, sk: item.sk });
      }
    },
  };
}

type Asked = { readonly limit: number; readonly now: Date };

async function list(table: Table, pk: string, { limit, now }: Asked): Promise<Sightings> {
  const { items, cursor } = await table.query({ pk, limit });
  const sightings = items.map(toSighting).filter((each) => isRemembered(each, now));
  return { sightings, more: cursor !== undefined };
}

const toSighting = (item: Item): Sighting => ({
  kind: kindIn(item.kind),
  hash: String(item.hash),
  accountId: String(item.accountId),
  firstSeenAt: String(item.firstSeenAt),
  lastSeenAt: String(item.lastSeenAt),
});

function kindIn(value: Item[string] | undefined): TogetherKind {
  const kind = togetherKinds.find((each) => each === value);
  if (!kind) throw new Error(`A sighting is of the kind "${value}", which is not known here`);
  return kind;
}
