import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { buyableLookupKeys, type Sold, soldBy } from '../../shared/domain/catalog/look-up.ts';
import { invalid } from '../../shared/errors.ts';

/** The most affiliates that can be bought in one go. */
export const maxAffiliates = 1_000;

/** What a price buys for this account. To somebody else's private price the answer is that of one that does not exist. @throws AppError 400 */
export function buyable(catalog: Catalog, lookupKey: string, account: Account): Sold {
  const known = buyableLookupKeys(catalog, account);
  const sold = known.includes(lookupKey) ? soldBy(catalog, lookupKey) : undefined;
  if (!sold) throw invalid([{ field: 'price', message: `must be one of ${known.join(', ')}` }]);
  return sold;
}
