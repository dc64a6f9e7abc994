import { creditPlanOf } from '../billing/credit.ts';
import type { Entitlement } from '../billing/entitlement.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Notice } from '../mail/message.ts';

/** Credit is low below this part of the latest purchase: a fifth. */
const fewParts = 5;

/**
 * The notice to send about credit with `left` units, if any. `lastNotified` is the last notified part since the latest purchase, as percent
 * used: 80, 100, or 0 for none. With automatic top-up the only notice is at 100.
 */
export function creditNotice(
  catalog: Catalog,
  { credit }: Pick<Entitlement, 'credit'>,
  {
    left,
    lastNotified,
    isToppedUp,
  }: { readonly left: number; readonly lastNotified: number; readonly isToppedUp: boolean },
): { readonly percent: 80 | 100; readonly notice: Notice } | null {
  const name = creditPlanOf(catalog)?.name;
  if (!credit || name === undefined || credit.lastUnits <= 0) return null;
  const percent = left <= 0 ? 100 : 80;
  const isFew = left <= 0 || (!isToppedUp && left * fewParts <= credit.lastUnits);
  if (!isFew || percent <= lastNotified) return null;
  return { percent, notice: { id: `credit_low:${percent}:${credit.units}`, kind: 'credit_low', name, left } };
}
