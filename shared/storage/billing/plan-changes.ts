import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { planChangeKey } from '../item-keys.ts';
import type { Item, Table, WriteCondition } from '../table/table.ts';

/** The turn of one subscription to be changed: of two who ask at once only one goes to Stripe. */
export type PlanChangeLock = {
  readonly attempt: number;
  /** Until when whoever took it may be at work; null once done. ISO-8601. */
  readonly heldUntil: string | null;
};

/** Locks that let one change of a subscription happen at a time. */
export interface PlanChanges {
  /** Null: nobody ever changed it. */
  read(accountId: string, subscriptionId: string): Promise<PlanChangeLock | null>;
  /**
   * Takes the next attempt and writes the line of the trail, together. The holder works no longer than `heldUntil`.
   * False when another took one since `previous` was read, or the account is being deleted.
   */
  take(
    of: { readonly subscriptionId: string; readonly heldUntil: string },
    previous: PlanChangeLock | null,
    audit: AuditEntry,
  ): Promise<boolean>;
  /** Gives the turn back; a later attempt keeps its own. */
  release(accountId: string, subscriptionId: string, attempt: number): Promise<void>;
}

/** Turns over the table. */
export function planChangesOver(table: Table): PlanChanges {
  return {
    async read(accountId, subscriptionId) {
      const { item } = await table.get(planChangeKey(accountId, subscriptionId));
      return item ? toTurn(item) : null;
    },
    async take({ subscriptionId, heldUntil }, previous, audit) {
      const { accountId } = audit;
      const item = { ...planChangeKey(accountId, subscriptionId), attempt: (previous?.attempt ?? 0) + 1, heldUntil };
      const { ok } = await table.transact([
        { put: item, if: previous ? asRead(previous) : firstOfAll },
        auditLine(audit),
        whileNotDeleting(accountId),
      ]);
      return ok;
    },
    async release(accountId, subscriptionId, attempt) {
      await table.update(
        planChangeKey(accountId, subscriptionId),
        { set: { heldUntil: '' } },
        { 'no later attempt was taken': { attribute: 'attempt', equals: attempt } },
      );
    },
  };
}

const toTurn = ({ attempt, heldUntil }: Item): PlanChangeLock => ({
  attempt: Number(attempt),
  heldUntil: heldUntil ? String(heldUntil) : null,
});

const firstOfAll: WriteCondition = { 'no other change began': { attribute: 'pk', is: 'absent' } };

const asRead = ({ attempt }: PlanChangeLock): WriteCondition => ({
  'no other change began since': { attribute: 'attempt', equals: attempt },
});
