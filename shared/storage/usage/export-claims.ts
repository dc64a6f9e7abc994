import { createHash, randomUUID } from 'node:crypto';
import { exportClaimKey, ttlOf } from '../item-keys.ts';
import type { ItemValue, Table, WriteCondition } from '../table/table.ts';

/** A finished export, as its answer is repeated. */
export type StoredExport = {
  /** The file's name in the export store. */
  readonly id: string;
  readonly fileName: string;
  readonly format: 'ndjson' | 'csv';
  readonly records: number;
  readonly bytes: number;
  readonly cursor?: string;
};

/** A request for an export. */
export type AskedExport = {
  readonly accountId: string;
  /** The client's `Idempotency-Key`. */
  readonly idempotencyKey: string;
  /** A digest of the whole request: the same key with another request is a mistake. */
  readonly fingerprint: string;
  readonly now: Date;
};

/** `new`: this call makes the export, and `by` names it. `stored`: it was made before. `another`: the key was used for another request. */
export type Claim =
  | { readonly is: 'new'; readonly by: string }
  | { readonly is: 'stored'; readonly made: StoredExport }
  | { readonly is: 'running' }
  | { readonly is: 'another' };

/** Exports by the idempotency key that they were asked for with. */
export interface ExportClaims {
  claim(asked: AskedExport): Promise<Claim>;
  /** The export made by this key for this very request; null: none. */
  find(asked: AskedExport): Promise<StoredExport | null>;
  /** Stores the finished export. False: another call has the claim by now. */
  store(asked: AskedExport, by: string, made: StoredExport): Promise<boolean>;
  /** Gives up the claim of a call that made nothing. */
  release(asked: AskedExport, by: string): Promise<void>;
}

/** As long as Stripe keeps idempotency keys, and the bucket keeps exports. */
const retentionMs = 24 * 3_600_000;
/** A function has ended by then, so an older claim without an export belongs to a call that was killed. */
const maxRunningMs = 60_000;

const keyOf = ({ accountId, idempotencyKey }: AskedExport) =>
  exportClaimKey(accountId, createHash('sha256').update(idempotencyKey).digest('base64url'));

/** Claims over the table: one item a key, held by one call. TTL deletes late, so an expired item is replaced as if it were deleted. */
export function exportClaimsOver(table: Table): ExportClaims {
  const claim = async (asked: AskedExport, condition: WriteCondition): Promise<Claim> => {
    const { fingerprint, now } = asked;
    const [by, expiresAt] = [randomUUID(), now.getTime() + retentionMs];
    const ttl = ttlOf(new Date(expiresAt).toISOString());
    const set = { by, fingerprint, claimedAt: now.getTime(), expiresAt, ttl };
    const written = await table.update(keyOf(asked), { set, remove: ['made'] }, condition);
    const { old } = written;
    // The client repeats a write whose answer it has not seen: refused by its own first try, it is new all the same.
    if (written.ok || old?.by === by) return { is: 'new', by };
    if (old?.fingerprint !== fingerprint) return { is: 'another' };
    if (old.made) return { is: 'stored', made: old.made as unknown as StoredExport };
    if (now.getTime() - Number(old.claimedAt) < maxRunningMs) return { is: 'running' };
    return claim(asked, {
      'the claim is still that of a call that ended': { attribute: 'by', equals: String(old.by) },
    });
  };
  return {
    claim: (asked) =>
      claim(asked, {
        'nothing is stored under the key': { attribute: 'expiresAt', atMost: asked.now.getTime(), orAbsent: true },
      }),
    async find(asked) {
      const { item } = await table.get(keyOf(asked));
      const isStored = item?.fingerprint === asked.fingerprint && Number(item.expiresAt) > asked.now.getTime();
      return isStored && item.made ? (item.made as unknown as StoredExport) : null;
    },
    async store(asked, by, made) {
      const set = { made: made as unknown as ItemValue };
      const isOurs: WriteCondition = { 'the claim is this call’s': { attribute: 'by', equals: by } };
      return (await table.update(keyOf(asked), { set }, isOurs)).ok;
    },
    async release(asked, by) {
      await table.delete(keyOf(asked), { 'the claim is this call’s': { attribute: 'by', equals: by } });
    },
  };
}
