import type { InvoiceOrder } from '../../domain/billing/invoice-order.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { checkoutKey, checkoutPartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table, WriteCondition } from '../table/table.ts';

/** The guard of one account and one plan or badge: which attempt is under way, and what it made. */
export type CheckoutGuard = {
  readonly attempt: number;
  /** The session, or the subscription of an order by invoice; null while the attempt has not got it yet. */
  readonly sessionId: string | null;
  /** The order by invoice; null where the attempt is a checkout. */
  readonly order: InvoiceOrder | null;
};

/** A guard with the id of the plan, badge or credit that it guards. */
export type NamedGuard = CheckoutGuard & { readonly soldId: string };

/** Guards of purchases: one attempt at a time for each account and thing sold. */
export interface Checkouts {
  read(accountId: string, soldId: string): Promise<CheckoutGuard | null>;
  /**
   * Takes the next attempt, with its line of the trail. False when another took one, or noted its session, since `previous` was read. False also
   * when the account is leaving.
   */
  take(
    accountId: string,
    soldId: string,
    next: {
      readonly previous: CheckoutGuard | null;
      readonly order: InvoiceOrder | null;
      readonly audit: AuditEntry;
    },
  ): Promise<boolean>;
  /** The guards of all that an account ever went to a checkout for. */
  listOf(accountId: string): Promise<readonly NamedGuard[]>;
  /** Takes a guard away, so that an attempt under way can no longer note its session; false when it changed since it was read. */
  remove(accountId: string, guard: NamedGuard): Promise<boolean>;
  /** Notes what an attempt has made; false when a later attempt has been taken meanwhile, or the guard is gone. */
  setSession(
    accountId: string,
    soldId: string,
    made: { readonly attempt: number; readonly sessionId: string },
  ): Promise<boolean>;
}

/** Checkout guards over the table. */
export function checkoutsOver(table: Table): Checkouts {
  return {
    async read(accountId, soldId) {
      const { item } = await table.get(checkoutKey(accountId, soldId));
      return item ? toGuard(item) : null;
    },
    async take(accountId, soldId, { previous, order, audit }) {
      const attempt = (previous?.attempt ?? 0) + 1;
      const key = checkoutKey(accountId, soldId);
      const item = { ...key, attempt, sessionId: '', ...(order ? { order: order as unknown as ItemValue } : {}) };
      const { ok } = await table.transact([
        { put: item, if: previous ? asRead(previous) : firstOfAll },
        whileNotDeleting(accountId),
        auditLine(audit),
      ]);
      return ok;
    },
    async listOf(accountId) {
      const items = await readAll(table, { pk: checkoutPartition(accountId) });
      return items.map((item) => ({ soldId: item.sk, ...toGuard(item) }));
    },
    async remove(accountId, { soldId, ...guard }) {
      return (await table.delete(checkoutKey(accountId, soldId), asRead(guard))).ok;
    },
    async setSession(accountId, soldId, { attempt, sessionId }) {
      const { ok } = await table.update(
        checkoutKey(accountId, soldId),
        { set: { sessionId } },
        { 'no later attempt was taken': { attribute: 'attempt', equals: attempt } },
      );
      return ok;
    },
  };
}

const toGuard = (item: Item): CheckoutGuard => ({
  attempt: Number(item.attempt),
  sessionId: item.sessionId ? String(item.sessionId) : null,
  order: item.order ? (item.order as unknown as InvoiceOrder) : null,
});

const firstOfAll: WriteCondition = { 'no other checkout began': { attribute: 'pk', is: 'absent' } };

const asRead = ({ attempt, sessionId }: CheckoutGuard): WriteCondition => ({
  'no other checkout began since': { attribute: 'attempt', equals: attempt },
  'the session of this one is still the one that was ended': { attribute: 'sessionId', equals: sessionId ?? '' },
});
