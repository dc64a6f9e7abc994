import { type Account, lifeOf } from '../../shared/domain/accounts/account.ts';
import { badgeRefundOccasion } from '../../shared/domain/mail/mails/badge-refunded.ts';
import type { PlannedSettlement } from '../../shared/storage/badges/badge-settlements.ts';
import type { RefundedAmount } from '../../shared/stripe/refunding.ts';
import type { BadgeSettlementDeps } from './deps.ts';

/** Whether the account can be told. Nothing that names the holder may be written of a deleted account. */
export const isHere = (account: Account | null): account is Account => account !== null && lifeOf(account) === 'active';

/** Tells the holder that the payment for a subscription is refunded. It is sent once a subscription. */
export async function tellRefund(
  { accounts, mail, newId }: BadgeSettlementDeps,
  { accountId, handle }: PlannedSettlement,
  { subscription, amountMinor, currency }: RefundedAmount & { readonly subscription: string },
): Promise<void> {
  const account = await accounts.find(accountId);
  if (!isHere(account)) return;
  const { email, language } = account;
  const noticeId = badgeRefundOccasion(subscription);
  const to = { id: newId(), accountId, noticeId, email, language };
  await mail.send({ template: 'badge_refunded', ...to, handle, amountMinor, currency });
}
