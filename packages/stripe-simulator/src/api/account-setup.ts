import type Stripe from 'stripe';
import { countriesOfTax } from '../billing/tax-rates.ts';
import type { Simulation } from '../core/simulation.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';

const registrations = '/v1/tax/registrations';
const configurations = '/v1/payment_method_configurations';

/** Lists of the choices that the account's owner made in the dashboard: places with a tax registration, and methods of payment. */
export const accountSetupRoutes = [
  route<Stripe.Tax.RegistrationListParams>(
    `GET ${registrations}`,
    'Tax.RegistrationListParams',
    ['status', 'limit', 'starting_after', 'ending_before'],
    ({ sim, params }) => page(registrations, params.status === 'expired' ? [] : registrationsOf(sim), params),
  ),
  route<Stripe.PaymentMethodConfigurationListParams>(
    `GET ${configurations}`,
    'PaymentMethodConfigurationListParams',
    ['limit', 'starting_after', 'ending_before'],
    ({ sim, params }) => page(configurations, [configurationOf(sim)], params),
  ),
];

const registrationsOf = (sim: Simulation): Stripe.Tax.Registration[] =>
  countriesOfTax(sim).map((country) => ({
    id: `taxreg_simulator${country}`,
    object: 'tax.registration',
    active_from: sim.time.now(),
    country,
    country_options: {},
    created: sim.time.now(),
    expires_at: null,
    livemode: false,
    status: 'active',
  }));

/** Methods that are not named are off, which Stripe shows by their absence too. */
const configurationOf = ({ settings }: Simulation): Stripe.PaymentMethodConfiguration => ({
  id: 'pmc_simulator',
  object: 'payment_method_configuration',
  active: true,
  application: null,
  is_default: true,
  livemode: false,
  name: 'Default',
  parent: null,
  ...Object.fromEntries(
    settings.paymentMethods.map((name) => [
      name,
      { available: true, display_preference: { overridable: null, preference: 'on', value: 'on' } },
    ]),
  ),
});
