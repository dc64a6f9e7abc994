import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest, missingParameter, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { configurationChanges, newConfiguration } from '../resources/portal.ts';
import { customerNamed } from './customers.ts';

type Configuration = Stripe.BillingPortal.Configuration;

const fields = [
  'business_profile',
  'default_return_url',
  'features.customer_update',
  'features.invoice_history',
  'features.payment_method_update.enabled',
  'features.subscription_cancel.cancellation_reason.enabled',
  'features.subscription_cancel.cancellation_reason.options',
  'features.subscription_cancel.enabled',
  'features.subscription_cancel.mode',
  'features.subscription_cancel.proration_behavior',
  'features.subscription_pause.enabled',
  'features.subscription_update.enabled',
  'features.subscription_update.products',
  'metadata',
  'name',
];

/** The endpoints of the billing portal: its configurations and sessions. */
export const portalRoutes = [
  route<Stripe.BillingPortal.ConfigurationCreateParams>(
    'POST /v1/billing_portal/configurations',
    'BillingPortal.ConfigurationCreateParams',
    fields,
    ({ sim, params }) => {
      checkFeatures(sim, params.features);
      const isFirst = sim.store.portalConfigurations.oldestFirst().length === 0;
      const configuration = sim.store.portalConfigurations.add(newConfiguration(sim, params, isFirst));
      emit(sim, 'billing_portal.configuration.created', configuration);
      return configuration;
    },
  ),
  route('GET /v1/billing_portal/configurations/:id', 'BillingPortal.ConfigurationRetrieveParams', [], ({ sim, id }) =>
    configurationNamed(sim, id, 'id'),
  ),
  route<Stripe.BillingPortal.ConfigurationUpdateParams>(
    'POST /v1/billing_portal/configurations/:id',
    'BillingPortal.ConfigurationUpdateParams',
    [...fields, 'active'],
    ({ sim, params, id }) => {
      const old = configurationNamed(sim, id, 'id');
      checkFeatures(sim, params.features);
      if (params.active === false && old.is_default)
        throw invalidRequest('You cannot set `active=false` on the default configuration.', { param: 'active' });
      const change = sim.store.portalConfigurations.patch(id, configurationChanges(sim, old, params));
      emitUpdate(sim, 'billing_portal.configuration.updated', change);
      return change.after;
    },
  ),
  route<Stripe.BillingPortal.ConfigurationListParams>(
    'GET /v1/billing_portal/configurations',
    'BillingPortal.ConfigurationListParams',
    ['active', 'is_default', 'limit', 'starting_after', 'ending_before'],
    ({ sim, params }) => {
      const matches = sim.store.portalConfigurations
        .newestFirst()
        .filter(({ active }) => params.active === undefined || active === params.active)
        .filter(({ is_default }) => params.is_default === undefined || is_default === params.is_default);
      return page('/v1/billing_portal/configurations', matches, params);
    },
  ),
  route<Stripe.BillingPortal.SessionCreateParams>(
    'POST /v1/billing_portal/sessions',
    'BillingPortal.SessionCreateParams',
    ['configuration', 'customer', 'locale', 'return_url'],
    ({ sim, params }) => createPortalSession(sim, params),
  ),
];

function configurationNamed(sim: Simulation, id: string, param: string): Configuration {
  const configuration = sim.store.portalConfigurations.get(id);
  if (!configuration) throw noSuch('configuration', id, param);
  return configuration;
}

type Features = { readonly subscription_update?: { readonly enabled?: boolean; readonly products?: unknown } };

function checkFeatures({ rules }: Simulation, features: Features | undefined): void {
  const products = features?.subscription_update?.products;
  if (rules.isOn('G1') && Array.isArray(products) && products.length > 10)
    throw invalidRequest('Array features[subscription_update][products] exceeded maximum 10 allowed elements.', {
      param: 'features[subscription_update][products]',
    });
  if (features?.subscription_update?.enabled)
    throw unsupported('plan changes in the portal', 'features[subscription_update][enabled]');
}

function createPortalSession(
  sim: Simulation,
  params: Stripe.BillingPortal.SessionCreateParams,
): Stripe.BillingPortal.Session {
  if (!params.customer) throw missingParameter('customer');
  const customer = customerNamed(sim, params.customer, 'customer');
  const configuration = params.configuration
    ? configurationNamed(sim, params.configuration, 'configuration')
    : sim.store.portalConfigurations.oldestFirst().find(({ is_default }) => is_default);
  if (!configuration)
    throw invalidRequest(
      'You can’t create a portal session in test mode until you save your customer portal settings in test mode; create a configuration first.',
    );
  const id = sim.newId('bps');
  const session = sim.store.portalSessions.add({
    id,
    object: 'billing_portal.session',
    configuration: configuration.id,
    created: sim.time.now(),
    customer: customer.id,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: params.locale ?? null,
    on_behalf_of: null,
    return_url: params.return_url ?? configuration.default_return_url,
    url: `${sim.origin}/p/session/${id}`,
  });
  emit(sim, 'billing_portal.session.created', session);
  return session;
}
