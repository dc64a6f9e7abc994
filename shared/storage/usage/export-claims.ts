import { createHash, randomUUID } from 'node:crypto';
import { exportClaimKey, ttlOf } from '../item-keys.ts';
import type { ItemValue, Table, WriteCondition } from '../table/table.ts';

/** An export that was made, as it is told again. */
export type StoredExport = {
  /** The file's name in the export store. */
  readonly id: string;
  readonly fileName: string;
  readonly format: string;
  readonly records: number;
  readonly bytes: number;
  readonly cursor?: string;
};

export type AskedExport = {
  readonly accountId: string;
  /** The client's `Idempotency-Key`. */
  readonly idempotencyKey: string;
  /** A digest of all that is asked for: the same key with another request is a mistake. */
  readonly fingerprint: string;
  readonly now: Date;
};

/** `new`: this call makes the export, and `by` names it. */
export type Claim =
  | { readonly is: 'new'; readonly by: string }
  | { readonly is: 'kept'; readonly made: StoredExport }
  | { readonly is: 'running' }
  | { readonly is: 'another' };

/** Exports by the idempotency key that they were asked for with. */
export interface ExportClaims {
  claim(asked: AskedExport): Promise<Claim>;
  /** Null where none was made by this key for this very request. */
  find(asked: AskedExport): Promise<StoredExport | null>;
  /** False: the claim is another call's by now. */
  keep(asked: AskedExport, by: string, made: StoredExport): Promise<boolean>;
  /** Gives up a claim of a call that made nothing. */
  release(asked: AskedExport, by: string): Promise<void>;
}

/** As long as Stripe keeps keys, and as the bucket keeps exports. */
const keptMs = 24 * 3_600_000;
/** A function has ended by then: a claim without an export is of one that was killed. */
const maxRunningMs = 60_000;

const keyOf = ({ accountId, idempotencyKey }: AskedExport) =>
  exportClaimKey(accountId, createHash('sha256').update(idempotencyKey).digest('base64url'));

/** Over the table: one item a key, whose claim one call holds. TTL deletes late, so what is past its time is replaced as if it were gone. */
export function exportClaimsOver(table: Table): ExportClaims {
  const claim = async (asked: AskedExport, condition: WriteCondition): Promise<Claim> => {
    const { fingerprint, now } = asked;
    const [by, expiresAt] = [randomUUID(), now.getTime() + keptMs];
    const ttl = ttlOf(new Date(expiresAt).toISOString());
    const set = { by, fingerprint, claimedAt: now.getTime(), expiresAt, ttl };
    const written = await table.update(keyOf(asked), { set, remove: ['made'] }, condition);
    const { old } = written;
    // The client repeats a write whose answer it has not seen: refused by its own first try, it is new all the same.
    if (written.ok || old?.by === by) return { is: 'new', by };
    if (old?.fingerprint !== fingerprint) return { is: 'another' };
    if (old.made) return { is: 'kept', made: old.made as unknown as StoredExport };
    if (now.getTime() - Number(old.claimedAt) < maxRunningMs) return { is: 'running' };
    return claim(asked, {
      'the claim is still that of a call that ended': { attribute: 'by', equals: String(old.by) },
    });
  };
  return {
    claim: (asked) =>
      claim(asked, {
        'nothing is kept under the key': { attribute: 'expiresAt', atMost: asked.now.getTime(), orAbsent: true },
      }),
    async find(asked) {
      const { item } = await table.get(keyOf(asked));
      const isKept = item?.fingerprint === asked.fingerprint && Number(item.expiresAt) > asked.now.getTime();
      return isKept && item.made ? (item.made as unknown as StoredExport) : null;
    },
    async keep(asked, by, made) {
      const set = { made: made as unknown as ItemValue };
      const isOurs: WriteCondition = { 'the claim is this call’s': { attribute: 'by', equals: by } };
      return (await table.update(keyOf(asked), { set }, isOurs)).ok;
    },
    async release(asked, by) {
      await table.delete(keyOf(asked), { 'the claim is this call’s': { attribute: 'by', equals: by } });
    },
  };
}
