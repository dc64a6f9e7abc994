import type Stripe from 'stripe';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { CatalogChange } from '../../shared/stripe/catalog/plan.ts';
import { broken, byHand, dashboard, type Line, ok, wrong } from './line.ts';

const isOfPortal = ({ kind }: CatalogChange) => kind.endsWith('_portal');
const isOfEndpoint = ({ kind }: CatalogChange) => kind.endsWith('_webhook') || kind.endsWith('_destination');

/** The catalogue and the billing portal, by the changes that a push would make. */
export function catalogLines(changes: readonly CatalogChange[]): Line[] {
  const catalogue = changes.filter((change) => !isOfPortal(change) && !isOfEndpoint(change));
  const toCreate = catalogue.some(
    ({ kind }) => kind === 'create_price' || kind === 'create_product' || kind === 'create_meter',
  );
  const count = `${catalogue.length} ${catalogue.length === 1 ? 'change' : 'changes'}`;
  const differs = `Stripe lacks ${count} of tollgate.config.ts. \`npm run catalog -- plan\` shows them, \`push\` makes them.`;
  return [
    catalogue.length === 0
      ? ok('Catalogue', 'Stripe holds what tollgate.config.ts says.')
      : (toCreate ? broken : wrong)('Catalogue', differs),
    changes.some(({ kind }) => kind === 'create_portal')
      ? broken('Billing portal', 'our configuration is missing. Run `npm run catalog -- push`.', dashboard.portal)
      : changes.some(isOfPortal)
        ? wrong('Billing portal', 'our configuration differs. Run `npm run catalog -- push`.', dashboard.portal)
        : ok('Billing portal', 'buyers change cards, see invoices and cancel there.'),
  ];
}

/** Stripe computes tax once it knows the seller's address, and only where the seller is registered. Elsewhere it says nothing. */
export async function taxLines(stripe: Stripe, { settings }: Catalog): Promise<Line[]> {
  if (settings.tax === undefined) return [ok('Tax', 'settings.tax is not set, so Stripe computes none.')];
  const { status, status_details } = await stripe.tax.settings.retrieve();
  const missing = status_details.pending?.missing_fields?.join(', ') ?? 'its details';
  const setup =
    status === 'pending'
      ? broken('Tax settings', `give ${missing}: no purchase with tax works without.`, dashboard.tax)
      : ok('Tax settings', 'complete.');
  const { data } = await stripe.tax.registrations.list({ status: 'active', limit: 100 });
  const places = data.map(({ country }) => country).join(', ');
  return [
    setup,
    data.length === 0
      ? wrong(
          'Tax registrations',
          'none is active: Stripe collects no tax anywhere, and reports no error.',
          dashboard.registrations,
        )
      : byHand(
          'Tax registrations',
          `active in ${places}. See that no place is missing: Stripe collects nothing elsewhere, without an error.`,
          dashboard.registrations,
        ),
  ];
}

/** Methods that need no redirect and pay at once. */
const plain = ['card', 'link', 'apple_pay', 'google_pay', 'cartes_bancaires'];

/** The methods of payment that Checkout offers. Saved cards pay for changes and automatic top-ups. */
export async function methodLines(stripe: Stripe): Promise<Line[]> {
  const { data } = await stripe.paymentMethodConfigurations.list({ limit: 100 });
  const used = data.find(({ is_default, active }) => is_default && active);
  const about = 'Payment methods';
  if (!used) return [byHand(about, 'no default configuration is active. See that cards are on.', dashboard.methods)];
  const on = Object.entries(used).flatMap(([name, method]) => (isOn(method) ? [name] : []));
  const others = on.filter((name) => !plain.includes(name));
  if (!on.includes('card'))
    return [broken(about, 'cards are off: plan changes and automatic top-ups need them.', dashboard.methods)];
  if (others.length === 0) return [ok(about, `${on.join(', ')}, none of which redirects.`)];
  return [
    byHand(
      about,
      `${others.join(', ')} may redirect the buyer or pay days later. Buy once with each in test mode, or turn them off.`,
      dashboard.methods,
    ),
  ];
}

const isOn = (method: unknown): boolean =>
  typeof method === 'object' &&
  method !== null &&
  'display_preference' in method &&
  (method.display_preference as { value?: string }).value === 'on';
