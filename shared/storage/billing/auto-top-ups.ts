import type { AutoTopUp, AutoTopUpState, PendingCharge } from '../../domain/billing/auto-top-up.ts';
import { creditPeriod } from '../../domain/billing/credit.ts';
import type { FailingPart } from '../../domain/billing/recurring.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { autoTopUpKey, counterKey } from '../item-keys.ts';
import type { Item, ItemChange, ItemValue, Table, Write, WriteCondition } from '../table/table.ts';
import { placeKey } from './revenue-keys.ts';
import { creditPlace } from './revenue-writes.ts';

/** Automatic top-ups: what buyers set, and the one charge of each account that is under way. */
export interface AutoTopUps {
  read(accountId: string): Promise<AutoTopUpState>;
  /** Sets it, or turns it off (null), with its line in the trail; false when the account is leaving. */
  set(accountId: string, settings: AutoTopUp | null, audit: AuditEntry): Promise<boolean>;
  /** Takes the next attempt with what it will charge; false when another took it since `previous` was read, or the account is leaving. */
  take(
    accountId: string,
    previous: AutoTopUpState,
    next: { readonly pending: PendingCharge; readonly startedAt: string },
  ): Promise<boolean>;
  /** Notes what an attempt came to, once. `isOff` turns it off. `failing`: its place among failing payments; null: none; absent: as it is. */
  conclude(
    accountId: string,
    of: {
      readonly attempt: number;
      readonly failures: number;
      readonly isOff: boolean;
      readonly failing?: FailingPart | null;
    },
  ): Promise<void>;
}

/** Automatic top-ups over the table. The threshold lies in the counter too, so that whoever takes from it sees that little is left. */
export function autoTopUpsOver(table: Table): AutoTopUps {
  return {
    async read(accountId) {
      const { item } = await table.get(autoTopUpKey(accountId));
      return stateIn(item);
    },
    async set(accountId, settings, audit) {
      const { ok } = await table.transact([
        {
          update: autoTopUpKey(accountId),
          change: settings
            ? { set: { ...settings, failures: 0 } }
            : { set: { failures: 0 }, remove: ['thresholdUnits', 'packs'] },
        },
        threshold(accountId, settings),
        { update: placeKey(accountId, 'FAILINGCREDIT'), change: { remove: ['listPk', 'listSk'] } },
        auditLine(audit),
        whileNotDeleting(accountId),
      ]);
      return ok;
    },
    async take(accountId, { attempt }, { pending, startedAt }) {
      const { ok } = await table.transact([
        {
          update: autoTopUpKey(accountId),
          change: { set: { attempt: attempt + 1, startedAt, pending: pending as unknown as ItemValue } },
          if: {
            'no other attempt was taken': attempt === 0 ? { attribute: 'attempt', is: 'absent' } : asRead(attempt),
            'none is under way': { attribute: 'pending', is: 'absent' },
            'it is on': { attribute: 'packs', is: 'present' },
          },
        },
        whileNotDeleting(accountId),
      ]);
      return ok;
    },
    async conclude(accountId, { attempt, failures, isOff, failing }) {
      const underWay: WriteCondition = {
        'it is this attempt': asRead(attempt),
        'nobody has noted it': { attribute: 'pending', is: 'present' },
      };
      const gone = ['pending', ...(isOff ? ['thresholdUnits', 'packs'] : [])];
      await table.transact([
        { update: autoTopUpKey(accountId), change: { set: { failures }, remove: gone }, if: underWay },
        ...(isOff ? [threshold(accountId, null)] : []),
        ...(failing === undefined
          ? []
          : [{ update: placeKey(accountId, 'FAILINGCREDIT'), change: placed(accountId, failing) }]),
      ]);
    },
  };
}

const placed = (accountId: string, failing: FailingPart | null): ItemChange =>
  failing ? { set: creditPlace(accountId, failing) } : { remove: ['listPk', 'listSk'] };

const asRead = (attempt: number) => ({ attribute: 'attempt', equals: attempt }) as const;

const threshold = (accountId: string, settings: AutoTopUp | null): Write => ({
  update: counterKey(accountId, creditPeriod),
  change: settings ? { set: { topUpBelow: settings.thresholdUnits } } : { remove: ['topUpBelow'] },
});

function stateIn(item: Item | undefined): AutoTopUpState {
  const { thresholdUnits, packs, startedAt, pending }: Partial<Item> = item ?? {};
  const isOn = thresholdUnits !== undefined && packs !== undefined;
  return {
    settings: isOn ? { thresholdUnits: Number(thresholdUnits), packs: Number(packs) } : null,
    attempt: Number(item?.attempt ?? 0),
    startedAt: startedAt === undefined ? null : String(startedAt),
    pending: (pending ?? null) as PendingCharge | null,
    failures: Number(item?.failures ?? 0),
  };
}
