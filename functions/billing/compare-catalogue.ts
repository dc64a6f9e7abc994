import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { CatalogueComparisonView, ComparedValueView } from '../../shared/http/views.ts';
import { compareOffer } from '../../shared/stripe/catalog/compare.ts';
import type { OfferValue } from '../../shared/stripe/catalog/compare-change.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import type { BillingDeps } from './deps.ts';

/** GET /v1/admin/catalogue: what `npm run catalog -- push` would change at Stripe. It changes nothing. */
export const compareCatalogue =
  ({ catalog, offerAtStripe, now }: Pick<BillingDeps, 'catalog' | 'offerAtStripe' | 'now'>): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    const at = now();
    const things = compareOffer(await offerAtStripe.read(), desiredCatalog(catalog, at));
    const data = things.map(({ differences, ...thing }) => ({
      ...thing,
      differences: differences.map(({ catalogue, stripe, ...difference }) => ({
        ...difference,
        catalogue: valueView(catalogue),
        stripe: valueView(stripe),
      })),
    }));
    const view: CatalogueComparisonView = { askedAt: at.toISOString(), data };
    return ok(view);
  };

function valueView(value: OfferValue): ComparedValueView | null {
  if (value === null) return null;
  const nothing = { text: null, is: null, price: null };
  if (typeof value === 'string') return { ...nothing, text: value };
  if (typeof value === 'boolean') return { ...nothing, is: value };
  const { amountMinor, currency, currencies, interval, usage, taxBehavior } = value;
  const others = Object.entries(currencies).map(([code, amount]) => ({ amountMinor: amount, currency: code }));
  const amounts = [{ amountMinor, currency }, ...others];
  return { ...nothing, price: { amounts, interval, perUnits: usage?.units ?? null, tax: taxBehavior } };
}
