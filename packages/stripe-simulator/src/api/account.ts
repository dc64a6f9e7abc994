import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { route } from '../http/route.ts';

/** The endpoint of the account itself. */
export const accountRoutes = [route('GET /v1/account', 'AccountRetrieveCurrentParams', [], ({ sim }) => account(sim))];

function account(sim: Simulation): Stripe.Account {
  return {
    id: 'acct_simulator0000000',
    object: 'account',
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: null,
      minority_owned_business_designation: null,
      name: sim.settings.accountName,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    charges_enabled: true,
    country: 'US',
    default_currency: 'usd',
    details_submitted: true,
    email: null,
    payouts_enabled: true,
    type: 'standard',
  };
}
