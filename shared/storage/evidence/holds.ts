import { type Hold, holdFact, releaseFact } from '../../domain/evidence/hold.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import type { Item, Table, Write, WriteCondition } from '../table/table.ts';
import { holdKey } from './evidence-item-keys.ts';
import { factWrite } from './facts.ts';

/** The latest hold of an organization. `released`: absent while it stands; when and why it ended. */
export type LastHold = { readonly hold: Hold; readonly released?: { readonly at: string; readonly reason: string } };

/** Legal holds. Each one, and each release, is a fact of the ledger. */
export interface Holds {
  /** The hold that stands, strongly consistent; null: none. */
  find(organization: string): Promise<Hold | null>;
  /** The latest, standing or released; null: there never was one. */
  last(organization: string): Promise<LastHold | null>;
  /** Places a hold of this id. Its time and reason are the line's. False where one stands. */
  place(organization: string, id: string, audit: AuditEntry): Promise<boolean>;
  /** Releases the hold that stands. False where none does. */
  release(organization: string, audit: AuditEntry): Promise<boolean>;
}

/** Holds over the table, an item an organization. */
export function holdsOver(table: Table): Holds {
  const last = async (organization: string) => {
    const { item } = await table.get(holdKey(organization), { consistent: true });
    return item ? lastHold(item) : null;
  };
  const find = async (organization: string) => {
    const latest = await last(organization);
    return latest && !latest.released ? latest.hold : null;
  };
  return {
    find,
    last,
    async place(organization, id, audit) {
      const hold: Hold = { id, since: audit.at, reason: audit.detail.reason ?? '' };
      const { ok } = await table.transact([
        { put: { ...holdKey(organization), ...hold, stands: true }, if: noHold },
        factWrite(holdFact(organization, hold)),
        auditLine(audit),
      ]);
      return ok;
    },
    async release(organization, audit) {
      const hold = await find(organization);
      if (!hold) return false;
      const { at, detail } = audit;
      const reason = detail.reason ?? '';
      const set = { stands: false, releasedAt: at, releasedFor: reason };
      const isThis: WriteCondition = {
        'this hold is the latest': { attribute: 'id', equals: hold.id },
        'it stands': { attribute: 'stands', equals: true },
      };
      const { ok } = await table.transact([
        { update: holdKey(organization), change: { set }, if: isThis },
        factWrite(releaseFact(organization, { hold, at, reason })),
        auditLine(audit),
      ]);
      return ok;
    },
  };
}

const noHold: WriteCondition = { 'no hold stands': { attribute: 'stands', differs: true } };

/** For a transaction that erases evidence: not while the organization is under hold. The role reads `hold`. */
export const whileNotHeld = (organization: string): Write => ({ check: holdKey(organization), if: noHold });

/** For a transaction that lets something wait for the release. */
export const whileHeld = (organization: string): Write => ({
  check: holdKey(organization),
  if: { 'the hold stands': { attribute: 'stands', equals: true } },
});

function lastHold({ id, since, reason, stands, releasedAt, releasedFor }: Item): LastHold {
  const hold = { id: String(id), since: String(since), reason: String(reason) };
  return stands === true ? { hold } : { hold, released: { at: String(releasedAt), reason: String(releasedFor) } };
}
