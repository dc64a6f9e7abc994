import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { settlementChange } from '../../domain/badges/settlement.ts';
import type { Settlement } from '../../domain/badges/settlement-types.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { badgeSettlementKey, listed, listPartition } from '../item-keys.ts';
import type { Item, Table, Write } from '../table/table.ts';
import { nextVersion } from './badge-item.ts';

/**
 * A planned settlement of the payment for a badge. It is stored beside the application, which may be gone by then. `watched`: it was made,
 * and a refund of it may still come back. `at`: when to look at it next.
 */
export type PlannedSettlement = Omit<Settlement, 'state'> & {
  readonly state: 'due' | 'begun' | 'watched';
  /** When the attempts to refund, or the watch over it, end; absent before it is begun. */
  readonly until?: string;
  readonly accountId: string;
  readonly handle: string;
  readonly badge: string;
};

/** Planned settlements of payments for badges. */
export interface BadgeSettlements {
  /** Settlements that are due, the earliest first. They come from an index, so one may have been done or taken back since. */
  due(now: Date, limit: number): Promise<readonly PlannedSettlement[]>;
  /** Strongly consistent; null where it was done or taken back. */
  find(id: string): Promise<PlannedSettlement | null>;
  /**
   * From here on nothing takes it back; `application`: the one it is of, as it is to be. False where that changed meanwhile, or the
   * settlement did.
   */
  begin(planned: PlannedSettlement, application: BadgeApplication | null): Promise<boolean>;
  /** Looks at it again at `planned.at`. False where it changed meanwhile. */
  postpone(planned: PlannedSettlement): Promise<boolean>;
  /** Done, or only `watched` from now on; false where the application changed meanwhile. */
  finish(
    planned: PlannedSettlement,
    application: BadgeApplication | null,
    after: { readonly audit: AuditEntry; readonly watched: PlannedSettlement | null },
  ): Promise<boolean>;
  /** Nothing is left to do, with a line in the trail where something is to be said. */
  close(planned: PlannedSettlement, audit: AuditEntry | null): Promise<void>;
}

/** The item of a planned settlement. */
const plannedItem = (
  { accountId, handle, badge }: Pick<BadgeApplication, 'accountId' | 'handle' | 'badge'>,
  settlement: Settlement,
): Item => itemOf({ ...settlement, state: 'due', accountId, handle, badge });

/** Settlements over the table. */
export function badgeSettlementsOver(table: Table): BadgeSettlements {
  const replacing = (application: BadgeApplication | null) => (application ? [nextVersion(application)] : []);
  return {
    async due(now, limit) {
      const to = `${now.toISOString()}~`;
      const { items } = await table.query({ index: 'lists', pk: listPartition('BADGESETTLEMENT'), to, limit });
      return items.map(toPlanned);
    },
    async find(id) {
      const { item } = await table.get(badgeSettlementKey(id));
      return item ? toPlanned(item) : null;
    },
    async begin(planned, application) {
      const { ok } = await table.transact([
        {
          put: itemOf({ ...planned, state: 'begun' }),
          if: { 'it is still planned': { attribute: 'state', equals: 'due' } },
        },
        ...replacing(application),
      ]);
      return ok;
    },
    async postpone(planned) {
      const { ok } = await table.put(itemOf(planned), {
        'it is as it was': { attribute: 'state', equals: planned.state },
      });
      return ok;
    },
    async finish(planned, application, { audit, watched }) {
      const { ok } = await table.transact([
        watched ? { put: itemOf(watched) } : { delete: badgeSettlementKey(planned.id) },
        ...replacing(application),
        auditLine(audit),
      ]);
      return ok;
    },
    async close({ id }, audit) {
      await table.transact([{ delete: badgeSettlementKey(id) }, ...(audit ? [auditLine(audit)] : [])]);
    },
  };
}

const itemOf = (planned: PlannedSettlement): Item => ({
  ...badgeSettlementKey(planned.id),
  ...listed('BADGESETTLEMENT', `${planned.at}#${planned.id}`),
  ...planned,
});

function toPlanned(item: Item): PlannedSettlement {
  const { pk, sk, listPk, listSk, ...planned } = item;
  return planned as unknown as PlannedSettlement;
}

/** The writes that replace the settlement planned before with the next one, planned under `handle`. */
export function settlementWrites(before: BadgeApplication, after: Settlement | null, handle = before.handle): Write[] {
  const { planned, dropped } = settlementChange(before.settlement, after);
  return [
    ...(dropped ? [{ delete: badgeSettlementKey(dropped.id) }] : []),
    ...(planned ? [{ put: plannedItem({ ...before, handle }, planned) }] : []),
  ];
}
