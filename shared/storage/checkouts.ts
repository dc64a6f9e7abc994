import { checkoutKey } from './keys.ts';
import type { Condition, Table } from './table.ts';

/** The guard of one account and one plan or badge: which attempt is under way, and the session it made. */
export type CheckoutGuard = {
  readonly attempt: number;
  /** Null while the attempt has not got its session yet. */
  readonly sessionId: string | null;
};

export interface Checkouts {
  read(accountId: string, soldId: string): Promise<CheckoutGuard | null>;
  /** Takes the next attempt; false when another checkout took one, or noted its session, since `previous` was read. */
  take(accountId: string, soldId: string, previous: CheckoutGuard | null): Promise<boolean>;
  /** Notes the session of an attempt; false when a later attempt has been taken meanwhile. */
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
      if (!item) return null;
      return { attempt: Number(item.attempt), sessionId: item.sessionId ? String(item.sessionId) : null };
    },
    async take(accountId, soldId, previous) {
      const attempt = (previous?.attempt ?? 0) + 1;
      const item = { ...checkoutKey(accountId, soldId), attempt, sessionId: '' };
      return (await table.put(item, previous ? asRead(previous) : firstOfAll)).ok;
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

const firstOfAll: Condition = { 'no other checkout began': { attribute: 'pk', is: 'absent' } };

const asRead = ({ attempt, sessionId }: CheckoutGuard): Condition => ({
  'no other checkout began since': { attribute: 'attempt', equals: attempt },
  'the session of this one is still the one that was ended': { attribute: 'sessionId', equals: sessionId ?? '' },
});
