import { trialsKeptDays } from '../../domain/accounts/kept.ts';
import type { TrialRefusal } from '../../domain/billing/subscription.ts';
import { accountTrialKey, fingerprintKey, ttlOf } from '../item-keys.ts';
import type { Item, Key, Table, TransactionResult, WriteCondition } from '../table/table.ts';

/** A claim of an account's and a card's one trial for a subscription. */
export type TrialClaim = {
  readonly accountId: string;
  readonly subscriptionId: string;
  /** A hash; absent where what pays has no fingerprint: then only the account is claimed. */
  readonly fingerprint?: string;
  readonly now: Date;
};

/** Claims of trials: one subscription for each account, and one for each card. */
export interface Trials {
  /**
   * Claims the account and the card for the trial of one subscription, both or neither. Null: they are its own, also when it claimed them
   * before; else what another trial has.
   */
  claim(claim: TrialClaim): Promise<TrialRefusal | null>;
  /** Whether a trial of the account holds its claim. */
  hasClaimed(accountId: string): Promise<boolean>;
}

const keptMs = trialsKeptDays * 86_400_000;

/** Claims on trials over the table. */
export function trialsOver(table: Table): Trials {
  return {
    async claim({ accountId, subscriptionId, fingerprint, now }) {
      const ttl = ttlOf(new Date(now.getTime() + keptMs).toISOString());
      const claimed = (key: Key): Item => ({ ...key, accountId, subscriptionId, claimedAt: now.toISOString(), ttl });
      const keys = [accountTrialKey(accountId), ...(fingerprint === undefined ? [] : [fingerprintKey(fingerprint)])];
      const result = await table.transact(keys.map((key) => ({ put: claimed(key), if: isFreeFor(subscriptionId) })));
      return result.ok ? null : refusalIn(result);
    },
    hasClaimed: async (accountId) => (await table.get(accountTrialKey(accountId))).item !== undefined,
  };
}

const isFreeFor = (subscriptionId: string): WriteCondition => ({
  'no other trial has it': { attribute: 'subscriptionId', equals: subscriptionId, orAbsent: true },
});

const refusalIn = ({ reasons: [account] }: Extract<TransactionResult, { readonly ok: false }>): TrialRefusal =>
  account === null ? 'card_had_trial' : 'account_had_trial';
