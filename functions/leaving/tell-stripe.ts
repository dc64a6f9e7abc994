import type { AccountDeletionDeps } from './deps.ts';

/** Gives Stripe the address to which an organization's mails go: its own receipts go there too. */
export async function tellStripe({ accounts, stripe }: AccountDeletionDeps, accountId: string): Promise<void> {
  const account = await accounts.find(accountId);
  if (!account?.stripeCustomerId || account.leavingAt !== undefined) return;
  await stripe.setCustomerEmail(account.stripeCustomerId, account.email);
}
