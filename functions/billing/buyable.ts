import type { Account } from '../../shared/domain/accounts/account.ts';
import { buyableLookupKeys, type Sold, soldBy, soldNameIn } from '../../shared/domain/catalog/look-up.ts';
import { offeredIn } from '../../shared/domain/catalog/offered-price.ts';
import { invalid } from '../../shared/errors.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import type { BillingDeps } from './deps.ts';
import { mayHaveOffer } from './offers.ts';

/** How many affiliates are bought: at most 1,000 in one go. */
export const affiliateCount = wholeNumber(0, 1_000);

/**
 * The plan or badge that a price buys for this account. The price is public, or private and names the account, or operators offer it. Another account's
 * price is answered as one that does not exist. @throws AppError 400
 */
export async function buyable(
  deps: Pick<BillingDeps, 'catalog' | 'billing' | 'now'>,
  lookupKey: string,
  account: Account,
): Promise<Sold> {
  const known = buyableLookupKeys(deps.catalog, account);
  const isTheirs = offeredIn(lookupKey) ? await mayHaveOffer(deps, account.id, lookupKey) : known.includes(lookupKey);
  const sold = isTheirs ? soldBy(deps.catalog, lookupKey) : undefined;
  if (!sold) throw invalid([{ field: 'price', message: `must be one of ${known.join(', ')}` }]);
  return sold;
}

/** Plan or badge that a lookup key buys, by name, for the trail; the key itself where the catalogue has lost it. */
export function nameOf({ catalog }: BillingDeps, lookupKey: string | null | undefined): string {
  const sold = lookupKey ? soldBy(catalog, lookupKey) : undefined;
  return sold ? soldNameIn(sold, 'en') : (lookupKey ?? '');
}
