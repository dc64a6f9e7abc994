import type { BadgeView } from '../../../shared/http/views.ts';
import Buy from '../billing/buy.tsx';
import { useCatalog } from '../catalog/catalog-api.ts';
import { shownState } from './shown-state.ts';

/** The ways to pay for an unpaid badge. The organization pays for an affiliate's badge. */
export function PayForBadge({ badge }: { readonly badge: BadgeView }) {
  const { data: catalog } = useCatalog();
  const { state } = shownState(badge);
  if ((state !== 'awaiting_payment' && state !== 'lapsed') || badge.parent !== null) return null;
  const product = catalog?.badges.find(({ id }) => id === badge.badge);
  return (
    <div className="button-row">
      {product?.prices
        .filter(({ per }) => !per)
        .map((price) => (
          <Buy key={price.lookupKey} product={product} price={price} />
        ))}
    </div>
  );
}
