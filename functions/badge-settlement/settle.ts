import { type Account, lifeOf } from '../../shared/domain/accounts/account.ts';
import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { asBegun, asMade } from '../../shared/domain/badges/settlement.ts';
import { badgeRefundOccasion } from '../../shared/domain/mail/mails/badge-refunded.ts';
import type { PlannedSettlement } from '../../shared/storage/badges/badge-settlements.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import type { RefundedAmount } from '../../shared/stripe/gateway.ts';
import type { BadgeSettlementDeps } from './deps.ts';

const maxRaces = 10;

/**
 * Makes one settlement. It is begun first, together with the application: from then on no appeal takes it back, and nothing was done at
 * Stripe before. All that follows can be done again: ending ends once, a refund bears the subscription's key, a mail is sent once.
 * Null where it was taken back, or made by another run.
 */
export async function refundOrEnd(deps: BadgeSettlementDeps, id: string): Promise<'refunded' | 'ended' | null> {
  const planned = await begun(deps, id);
  if (!planned) return null;
  const { what, subscriptions, late = [] } = planned;
  const notRenewed = what === 'end' ? subscriptions : [];
  for (const each of notRenewed) await deps.stripe.cancelAtPeriodEnd(each, true);
  for (const each of what === 'end' ? late : [...subscriptions, ...late]) {
    await deps.stripe.endBecause(each, 'refunded');
    const given = await deps.stripe.refund(each, `badge-refund:${each}`);
    if (given) await tell(deps, planned, { ...given, subscription: each });
  }
  await finish(deps, planned);
  return what === 'refund' ? 'refunded' : 'ended';
}

async function begun(deps: BadgeSettlementDeps, id: string): Promise<PlannedSettlement | null> {
  for (let race = 0; race < maxRaces; race++) {
    const found = await deps.badgeSettlements.find(id);
    if (!found || found.at > deps.now().toISOString()) return null;
    if (found.state === 'begun') return found;
    const application = await applicationOf(deps, found);
    const planned = { ...found, ...application?.settlement };
    if (await deps.badgeSettlements.begin(planned, application && asBegun(application))) return planned;
  }
  throw lost(id);
}

async function finish(deps: BadgeSettlementDeps, planned: PlannedSettlement): Promise<void> {
  const { id, accountId, handle, what, subscriptions, late = [] } = planned;
  const at = deps.now().toISOString();
  const action = what === 'refund' ? 'badge.refunded' : 'badge.ended';
  const account = await deps.accounts.find(accountId);
  const detail = { ...(isHere(account) && { handle }), subscription: [...subscriptions, ...late].join(', ') };
  const line = { id: deps.newId(), accountId, at, action, actor: 'tollgate', detail };
  for (let race = 0; race < maxRaces; race++) {
    const application = await applicationOf(deps, planned);
    if (await deps.badgeSettlements.finish(planned, application && asMade(application, at), line)) return;
  }
  throw lost(id);
}

/** The application that it is of, under whatever handle; null where that is gone, or plans something else by now. */
async function applicationOf(
  { badges }: BadgeSettlementDeps,
  { id, accountId }: PlannedSettlement,
): Promise<BadgeApplication | null> {
  const held = await badges.listOf(accountId);
  return held.find(({ settlement }) => settlement?.id === id) ?? null;
}

/** Whether the account can be told. Nothing that names the holder may be written of a deleted account. */
const isHere = (account: Account | null): account is Account => account !== null && lifeOf(account) === 'active';

type Refund = RefundedAmount & { readonly subscription: string };

async function tell(
  { accounts, mail, newId }: BadgeSettlementDeps,
  { accountId, handle }: PlannedSettlement,
  { subscription, amountMinor, currency }: Refund,
): Promise<void> {
  const account = await accounts.find(accountId);
  if (!isHere(account)) return;
  const { email, language } = account;
  const noticeId = badgeRefundOccasion(subscription);
  const to = { id: newId(), accountId, noticeId, email, language };
  await mail.send({ template: 'badge_refunded', ...to, handle, amountMinor, currency });
}

const lost = (id: string) => new StorageUnavailable(new Error(`Lost ${maxRaces} races to settle ${id}`));
