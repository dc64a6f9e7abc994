import type { SpendCap } from '../../domain/billing/spend-cap.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { spendCapKey } from '../item-keys.ts';
import type { Item, Table } from '../table/table.ts';
import { transactAndAnnounce } from './changes.ts';

/** The spend caps that buyers set. They are read with the account's access. */
export interface SpendCaps {
  /** Sets the cap, or takes it away (null), and announces it, together; false when the account is leaving. */
  set(accountId: string, cap: SpendCap | null, audit: AuditEntry): Promise<boolean>;
}

/** Spend caps over the table. */
export function spendCapsOver(table: Table): SpendCaps {
  return {
    async set(accountId, cap, audit) {
      const { ok } = await transactAndAnnounce(table, accountId, [
        { put: { ...spendCapKey(accountId), ...cap } },
        auditLine(audit),
        whileNotDeleting(accountId),
      ]);
      return ok;
    },
  };
}

/** The cap that stands in an item; one that was taken away leaves the item without it. */
export const spendCapIn = (item: Item | undefined): SpendCap | null =>
  item?.amountMinor === undefined ? null : { amountMinor: Number(item.amountMinor), currency: String(item.currency) };
