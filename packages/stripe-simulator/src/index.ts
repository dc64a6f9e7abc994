/** The package's whole public API. */
export type { Settings } from './core/settings.ts';
export type { StripeSimulatorOptions } from './options.ts';
export type { Rule } from './rules/rule.ts';
export { stripeRules } from './rules/rules.ts';
export { type StripeSimulator, startStripeSimulator } from './simulator.ts';
export type { FaultSettings } from './webhooks/faults.ts';
