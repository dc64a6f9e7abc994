import { checkoutKey } from './keys.ts';
import type { Table } from './table.ts';

/** The guard of one account and one plan or badge: which attempt is under way, and the session it made. */
export type CheckoutGuard = {
  readonly attempt: number;
  /** Null while the attempt has not got its session yet. */
  readonly sessionId: string | null;
  readonly lookupKey: string;
};

export interface Checkouts {
  read(accountId: string, soldId: string): Promise<CheckoutGuard | null>;
  /** Takes the next attempt; false when another checkout took one since `previous` was read. */
  take(
    accountId: string,
    soldId: string,
    next: { readonly previous: CheckoutGuard | null; readonly lookupKey: string },
  ): Promise<boolean>;
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
      const sessionId = item.sessionId === null ? null : String(item.sessionId);
      return { attempt: Number(item.attempt), sessionId, lookupKey: String(item.lookupKey) };
    },
    async take(accountId, soldId, { previous, lookupKey }) {
      const attempt = (previous?.attempt ?? 0) + 1;
      const { ok } = await table.put(
        { ...checkoutKey(accountId, soldId), attempt, sessionId: null, lookupKey },
        {
          'no other checkout began since': previous
            ? { attribute: 'attempt', equals: previous.attempt }
            : { attribute: 'pk', is: 'absent' },
        },
      );
      return ok;
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
