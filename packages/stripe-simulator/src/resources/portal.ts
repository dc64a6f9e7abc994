import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { mergeMetadata } from './metadata.ts';

type Configuration = Stripe.BillingPortal.Configuration;
type ConfigurationParams =
  | Stripe.BillingPortal.ConfigurationCreateParams
  | Stripe.BillingPortal.ConfigurationUpdateParams;

/**
 * A portal configuration from these parameters; what is not given is switched off, as in Stripe. Nobody documents the default of pausing, so
 * the worse one is taken.
 */
export function newConfiguration(
  sim: Simulation,
  params: Stripe.BillingPortal.ConfigurationCreateParams,
  isDefault: boolean,
): Configuration {
  const now = sim.time.now();
  const blank: Configuration = {
    id: sim.newId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: now,
    default_return_url: null,
    features: { ...nothingAllowed, subscription_pause: { ...noPause, enabled: sim.rules.isOn('G4') } },
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: now,
  };
  return { ...blank, ...configurationChanges(sim, blank, params) };
}

/** The fields of a configuration that a request changes. */
export function configurationChanges(
  sim: Simulation,
  old: Configuration,
  params: ConfigurationParams & { readonly active?: boolean },
): Partial<Configuration> {
  const { headline, privacy_policy_url, terms_of_service_url } = params.business_profile ?? {};
  return {
    active: params.active ?? old.active,
    business_profile: {
      headline: headline === undefined ? old.business_profile.headline : headline || null,
      privacy_policy_url: privacy_policy_url ?? old.business_profile.privacy_policy_url,
      terms_of_service_url: terms_of_service_url ?? old.business_profile.terms_of_service_url,
    },
    default_return_url:
      params.default_return_url === undefined ? old.default_return_url : params.default_return_url || null,
    features: featuresAfter(old.features, params.features ?? {}),
    metadata: mergeMetadata(old.metadata, params.metadata),
    name: params.name === undefined ? old.name : params.name || null,
    updated: sim.time.now(),
  };
}

function featuresAfter(
  old: Configuration['features'],
  params: NonNullable<ConfigurationParams['features']>,
): Configuration['features'] {
  const { customer_update, invoice_history, payment_method_update, subscription_cancel } = params;
  const { subscription_pause, subscription_update } = params;
  return {
    ...old,
    customer_update: {
      allowed_updates: customer_update?.allowed_updates || old.customer_update.allowed_updates,
      enabled: customer_update?.enabled ?? old.customer_update.enabled,
    },
    invoice_history: invoice_history ?? old.invoice_history,
    payment_method_update: {
      ...old.payment_method_update,
      enabled: payment_method_update?.enabled ?? old.payment_method_update.enabled,
    },
    subscription_cancel: cancelAfter(old.subscription_cancel, subscription_cancel ?? {}),
    subscription_pause: {
      ...old.subscription_pause,
      enabled: subscription_pause?.enabled ?? old.subscription_pause.enabled,
    },
    subscription_update: {
      ...old.subscription_update,
      enabled: subscription_update?.enabled ?? old.subscription_update.enabled,
    },
  };
}

type CancelParams = NonNullable<
  NonNullable<Stripe.BillingPortal.ConfigurationUpdateParams['features']>['subscription_cancel']
>;

function cancelAfter(
  old: Configuration['features']['subscription_cancel'],
  params: Omit<CancelParams, 'enabled'> & { enabled?: boolean },
): Configuration['features']['subscription_cancel'] {
  const { cancellation_reason: reason } = params;
  return {
    cancellation_reason: {
      ...old.cancellation_reason,
      enabled: reason?.enabled ?? old.cancellation_reason.enabled,
      options: reason?.options || old.cancellation_reason.options,
    },
    enabled: params.enabled ?? old.enabled,
    mode: params.mode ?? old.mode,
    proration_behavior: params.proration_behavior ?? old.proration_behavior,
  };
}

const noPause = { duration: { interval_options: [], type: 'indefinite' as const }, enabled: false };

const nothingAllowed: Configuration['features'] = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: [], options: [] },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: noPause,
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};
