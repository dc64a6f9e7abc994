import type { BuyerView } from '../../domain/accounts/buyer-view.ts';
import { ttlOf } from '../item-keys.ts';
import type { Item, Table, WriteCondition } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { buyerViewKey } from './sign-in-keys.ts';

/** Operators' views of organizations as their buyers see them: at most one a session, which its token's hash names. */
export interface BuyerViews {
  /** The session's last one, over or not. */
  last(tokenHash: string): Promise<BuyerView | null>;
  /** Begins one in place of the one that was read last, with its line. False where another began meanwhile. */
  begin(
    tokenHash: string,
    views: { readonly view: BuyerView; readonly before: BuyerView | null },
    audit: AuditEntry,
  ): Promise<boolean>;
  /** Ends it, with its line. False where it is not there any more. */
  end(tokenHash: string, view: BuyerView, audit: AuditEntry): Promise<boolean>;
}

/** Them over the table, an item each. */
export const buyerViewsOver = (table: Table): BuyerViews => ({
  async last(tokenHash) {
    const { item } = await table.get(buyerViewKey(tokenHash), { consistent: true });
    return item ? viewIn(item) : null;
  },
  async begin(tokenHash, { view, before }, audit) {
    const put = { ...buyerViewKey(tokenHash), ...view, ttl: ttlOf(view.until) };
    return (await table.transact([{ put, if: isStill(before) }, auditLine(audit)])).ok;
  },
  async end(tokenHash, view, audit) {
    const { ok } = await table.transact([{ delete: buyerViewKey(tokenHash), if: isStill(view) }, auditLine(audit)]);
    return ok;
  },
});

const isStill = (view: BuyerView | null): WriteCondition =>
  view === null
    ? { 'the session looks at none': { attribute: 'pk', is: 'absent' } }
    : {
        'it looks at this one': { attribute: 'accountId', equals: view.accountId },
        'since then': { attribute: 'since', equals: view.since },
      };

const viewIn = ({ accountId, since, until }: Item): BuyerView => ({
  accountId: String(accountId),
  since: String(since),
  until: String(until),
});
