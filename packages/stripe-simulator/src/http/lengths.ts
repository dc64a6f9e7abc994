import { invalidRequest } from '../core/problem.ts';
import type { RuleSet } from '../rules/rules.ts';
import type { Route } from './route.ts';

type Lengths = Readonly<Record<string, number>>;

/** Every other text. */
const most = 5_000;
const customer: Lengths = {
  email: 512,
  name: 256,
  phone: 20,
  business_name: 150,
  individual_name: 150,
  'invoice_settings.custom_fields.*.name': 40,
  'invoice_settings.custom_fields.*.value': 140,
};
const payment: Lengths = { description: 1_000, statement_descriptor: 22, statement_descriptor_suffix: 22 };
const product: Lengths = { description: 40_000, statement_descriptor: 22, unit_label: 12 };
const subscription: Lengths = {
  description: 500,
  'invoice_settings.custom_fields.*.name': 40,
  'invoice_settings.custom_fields.*.value': 140,
};

/**
 * The longest texts that Stripe takes, in characters, by the address without its id. `*` is any index. From Stripe's published OpenAPI
 * document, and for newer limits from stripe-node's types (Customers.d.ts).
 */
const byAddress: Readonly<Record<string, Lengths>> = {
  '/v1/customers': customer,
  '/v1/products': product,
  '/v1/prices': { lookup_key: 200 },
  '/v1/coupons': { name: 40 },
  '/v1/promotion_codes': { code: 500 },
  '/v1/payment_intents': payment,
  '/v1/subscriptions': subscription,
  '/v1/subscription_schedules': { 'default_settings.description': 500, 'phases.*.description': 500 },
  '/v1/billing_portal/configurations': { 'business_profile.headline': 60 },
  '/v1/checkout/sessions': {
    client_reference_id: 200,
    'custom_text.submit.message': 1_000,
    'payment_intent_data.description': 1_000,
    'payment_intent_data.statement_descriptor': 22,
    'subscription_data.description': 500,
  },
  '/v1/disputes': { 'evidence.uncategorized_text': 20_000 },
};

/** Refuses a text that is longer than Stripe takes. Metadata have limits of their own. */
export function checkLengths(rules: RuleSet, { path }: Route, params: object): void {
  if (!rules.isOn('V7')) return;
  const own = byAddress[path.replace('/:id', '')] ?? {};
  for (const { names, text } of textsOf(params, [])) {
    if (names.includes('metadata')) continue;
    const longest = own[names.map((name) => (/^\d+$/.test(name) ? '*' : name)).join('.')] ?? most;
    const [head = '', ...rest] = names;
    if (text.length > longest)
      throw invalidRequest(`Invalid string: ${text.slice(0, 9)}...; must be at most ${longest} characters`, {
        code: 'parameter_invalid_string_too_long',
        param: head + rest.map((name) => `[${name}]`).join(''),
      });
  }
}

type Text = { readonly names: readonly string[]; readonly text: string };

function textsOf(value: unknown, names: readonly string[]): Text[] {
  if (typeof value === 'string') return [{ names, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textsOf(part, [...names, name]));
}
