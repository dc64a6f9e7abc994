import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { settlementChange } from '../../domain/badges/settlement.ts';
import type { Settlement } from '../../domain/badges/settlement-types.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { badgeSettlementKey, listed, listPartition } from '../item-keys.ts';
import type { Item, Table, Write } from '../table/table.ts';
import { nextVersion } from './badge-item.ts';

/** A planned settlement of the payment for a badge. It is stored beside the application, which may be gone by then. */
export type PlannedSettlement = Settlement & {
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
  /** Done; false where the application changed meanwhile. */
  finish(planned: PlannedSettlement, application: BadgeApplication | null, audit: AuditEntry): Promise<boolean>;
}

/** The item of a planned settlement. */
const plannedItem = (
  { accountId, handle, badge }: Pick<BadgeApplication, 'accountId' | 'handle' | 'badge'>,
  settlement: Settlement,
): Item => itemOf({ ...settlement, accountId, handle, badge });

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
    async finish(planned, application, audit) {
      const { ok } = await table.transact([
        { delete: badgeSettlementKey(planned.id) },
        ...replacing(application),
        auditLine(audit),
      ]);
      return ok;
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
