import type { Account } from '../../shared/domain/accounts/account.ts';
import { found } from '../../shared/errors.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { BillingDeps } from './deps.ts';

/** The account's Stripe customer; made on first need, once: its key is the account's. */
export async function customerOf({ accounts, stripe }: BillingDeps, account: Account): Promise<string> {
  if (account.stripeCustomerId !== null) return account.stripeCustomerId;
  const { id: accountId, email, organization } = account;
  const { customerId } = await stripe.createCustomer({ accountId, email, organization }, `customer:${accountId}`);
  return accounts.setCustomer(accountId, customerId);
}

/** The account that buys: the one that the request acts for. @throws AppError 404 where it is gone */
export const buyerOf = async (
  { accounts }: Pick<BillingDeps, 'accounts'>,
  { session }: SignedInRequest,
): Promise<Account> => found(await accounts.find(session.accountId), 'This account');
