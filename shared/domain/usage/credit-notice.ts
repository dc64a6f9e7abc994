import { creditPlanOf } from '../billing/credit.ts';
import type { Entitlement } from '../billing/entitlement.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Notice } from '../mail/message.ts';

/** Little is left: a fifth of the latest purchase. */
const fewParts = 5;

/**
 * What a buyer has to be told of the credit, of which so many units are `left`; `told` is what was told since the latest purchase, as percent
 * used: 80, 100, or 0 for nothing. While more is bought by itself nobody hears before all is used.
 */
export function creditNotice(
  catalog: Catalog,
  { credit }: Pick<Entitlement, 'credit'>,
  { left, told, isToppedUp }: { readonly left: number; readonly told: number; readonly isToppedUp: boolean },
): { readonly percent: 80 | 100; readonly notice: Notice } | null {
  const name = creditPlanOf(catalog)?.name;
  if (!credit || name === undefined || credit.lastUnits <= 0) return null;
  const percent = left <= 0 ? 100 : 80;
  const isFew = left <= 0 || (!isToppedUp && left * fewParts <= credit.lastUnits);
  if (!isFew || percent <= told) return null;
  return { percent, notice: { id: `credit_low:${percent}:${credit.units}`, kind: 'credit_low', name, left } };
}
