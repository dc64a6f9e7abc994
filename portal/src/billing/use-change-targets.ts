import type { SubscriptionView } from '../../../shared/http/views.ts';
import { useVisitor } from '../account/account-api.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { type ChangeTarget, changeTargets, isChangeable } from './change-targets.ts';

/** The possible changes of a subscription, to prices that are offered too. None where Stripe accepts no change now. */
export function useChangeTargets(subscription: SubscriptionView): readonly ChangeTarget[] {
  const { data: catalog } = useCatalog();
  const offers = useVisitor()?.given?.offers ?? [];
  if (!catalog || !isChangeable(subscription)) return [];
  return changeTargets(
    catalog,
    subscription,
    offers.map(({ price }) => price),
  );
}
