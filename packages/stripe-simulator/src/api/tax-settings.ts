import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { route } from '../http/route.ts';
import { addressOf } from '../resources/customer.ts';

/** The endpoint of the account's tax settings. */
export const taxSettingsRoutes = [
  route('GET /v1/tax/settings', 'Tax.SettingsRetrieveParams', [], ({ sim }) => taxSettings(sim)),
];

/** Tax can be computed once the seller's country is known. */
function taxSettings(sim: Simulation): Stripe.Tax.Settings {
  const { sellerCountry } = sim.settings;
  const isSetUp = sellerCountry !== '';
  return {
    object: 'tax.settings',
    defaults: { provider: 'stripe', tax_behavior: null, tax_code: null },
    head_office: isSetUp ? { address: addressOf({ country: sellerCountry }) } : null,
    livemode: false,
    status: isSetUp ? 'active' : 'pending',
    status_details: isSetUp ? { active: {} } : { pending: { missing_fields: ['head_office'] } },
  };
}
