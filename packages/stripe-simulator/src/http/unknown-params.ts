import type { RuleSet } from '../rules/rules.ts';
import type { Form } from './form.ts';
import type { Route } from './route.ts';

/** Parameters that Stripe once took and its types no longer have, each with the rule that says so. */
const gone = [
  { rule: 'V3', endpoint: 'POST /v1/webhook_endpoints/:id', name: 'api_version' },
  { rule: 'V5', endpoint: 'POST /v1/checkout/sessions', name: 'payment_method_types' },
  { rule: 'V5', endpoint: 'POST /v1/payment_intents', name: 'payment_method_types' },
] as const;

/** The form without parameters whose rule is off, which are ignored; the others are refused as unknown. */
export function withoutGone(rules: RuleSet, { method, path }: Route, form: Form): Form {
  const ignored = gone.filter(({ rule, endpoint }) => !rules.isOn(rule) && endpoint === `${method} ${path}`);
  return Object.fromEntries(Object.entries(form).filter(([name]) => ignored.every((each) => each.name !== name)));
}
